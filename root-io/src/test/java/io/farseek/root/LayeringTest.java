package io.farseek.root;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The reader's packages depend one way, and on Hadoop's FileSystem and codec libraries alone. */
final class LayeringTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.farseek.root");

    @Test
    void codecStandsAlone() {
        classes()
                .that()
                .resideInAPackage("io.farseek.root.codec")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "io.farseek.root.codec",
                        "java..",
                        "org.jspecify..",
                        "io.airlift.compress..",
                        "net.jpountz..",
                        "com.github.luben..",
                        "com.dynatrace.hash4j..",
                        "org.tukaani..")
                .check(CLASSES);
    }

    @Test
    void columnsKnowNoStorage() {
        noClasses()
                .that()
                .resideInAPackage("io.farseek.root.column")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.farseek.root.file",
                        "io.farseek.root.tree",
                        "io.farseek.root.ntuple",
                        "io.farseek.root.codec")
                .check(CLASSES);
    }

    @Test
    void fileKnowsNoTables() {
        noClasses()
                .that()
                .resideInAPackage("io.farseek.root.file")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.farseek.root.column", "io.farseek.root.tree", "io.farseek.root.ntuple")
                .check(CLASSES);
    }

    @Test
    void treesAndNTuplesDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.farseek.root.tree")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.farseek.root.ntuple")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("io.farseek.root.ntuple")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.farseek.root.tree")
                .check(CLASSES);
    }

    @Test
    void readerNeedsHadoopAndCodecsOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.farseek.root",
                        "io.farseek.root.column",
                        "io.farseek.root.file",
                        "io.farseek.root.tree",
                        "io.farseek.root.ntuple",
                        "io.farseek.root.cli")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "io.farseek.root..", "java..", "org.jspecify..", "org.apache.hadoop..", "org.slf4j..")
                .check(CLASSES);
    }

    @Test
    void fileRangeIsMentionedWhereItIsLoadedOnDemand() {
        noClasses()
                .that()
                .doNotHaveSimpleName("VectoredFetch")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.hadoop.fs.FileRange")
                .check(CLASSES);
    }
}
