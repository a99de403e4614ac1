package io.farseek.s3;

import java.lang.reflect.InvocationTargetException;
import org.apache.hadoop.conf.Configuration;

/** Loads the credential sources that users name by class. */
final class CredentialClasses {
    private CredentialClasses() {}

    /** An instance, from its constructor that takes a Configuration, else from the one without parameters. */
    static CredentialSource load(String className, Configuration configuration) {
        String named = "source of credentials " + className + " (" + S3Keys.CREDENTIALS.fullName() + "): ";
        Class<?> loaded;
        try {
            loaded = configuration.getClassByName(className);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    named + "neither one of " + CredentialKind.spellings() + " nor a class on the class path", e);
        }
        if (!CredentialSource.class.isAssignableFrom(loaded)) {
            throw new IllegalArgumentException(named + "does not implement " + CredentialSource.class.getName());
        }
        try {
            try {
                return (CredentialSource)
                        loaded.getConstructor(Configuration.class).newInstance(configuration);
            } catch (NoSuchMethodException e) {
                return (CredentialSource) loaded.getConstructor().newInstance();
            }
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new IllegalArgumentException(
                    named + "has no public constructor that takes a Configuration or nothing", e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(named + "cannot be made: " + e.getCause(), e.getCause());
        }
    }
}
