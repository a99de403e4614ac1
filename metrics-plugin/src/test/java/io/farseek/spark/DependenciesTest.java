package io.farseek.spark;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class DependenciesTest {
    private final JavaClasses plugin = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.farseek.spark");

    @Test
    void readsHadoopsInterfacesAndNoneOfOurOtherModules() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "io.farseek.spark..",
                        "java..",
                        "org.apache.hadoop.fs..",
                        "org.apache.spark..",
                        "com.codahale.metrics",
                        "scala",
                        "org.slf4j",
                        "org.jspecify.annotations"))
                .check(plugin);
    }

    @Test
    void picturesAndReadingsDoNotNeedSpark() {
        noClasses()
                .that()
                .resideInAnyPackage("io.farseek.spark.heatmap", "io.farseek.spark.readings")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.spark..", "com.codahale..", "scala.."))
                .check(plugin);
        noClasses()
                .that()
                .resideInAPackage("io.farseek.spark.heatmap")
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(
                        "java..", "org.jspecify.annotations", "io.farseek.spark.heatmap", "io.farseek.spark.readings")))
                .check(plugin);
    }
}
