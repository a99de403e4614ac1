package io.farseek.fs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.farseek.fs.hadoop.ObjectStoreFileSystem;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.farseek.fs");

    @Test
    void arrowsPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("hadoop")
                .definedBy("io.farseek.fs.hadoop..")
                .layer("stream")
                .definedBy("io.farseek.fs.stream..")
                .layer("store")
                .definedBy("io.farseek.fs.store..")
                .layer("stats")
                .definedBy("io.farseek.fs.stats..")
                .layer("config")
                .definedBy("io.farseek.fs.config..")
                .whereLayer("hadoop")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("stream")
                .mayOnlyBeAccessedByLayers("hadoop")
                .whereLayer("store")
                .mayOnlyBeAccessedByLayers("hadoop", "stream")
                .whereLayer("stats")
                .mayOnlyBeAccessedByLayers("hadoop", "stream")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("hadoop", "stream")
                .check(CLASSES);
    }

    @Test
    void theSeamKnowsNoTransport() {
        noClasses()
                .that()
                .resideInAnyPackage("io.farseek.fs.store..", "io.farseek.fs.stream..", "io.farseek.fs.hadoop..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.farseek.fs.http..", "io.farseek.fs.dns..", "org.apache.hc..", "org.xbill..")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.farseek.fs.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void configurationStaysWithConfiguration() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.farseek.fs.config..")
                .and()
                .areNotAssignableTo(ObjectStoreFileSystem.class)
                // Hadoop hands the options of one openFile call over in a Configuration.
                .and()
                .doNotHaveSimpleName("OpenOptions")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.hadoop.conf.Configuration")
                .check(CLASSES);
    }

    @Test
    void typesAbsentFromOldHadoopAreMentionedOnlyWhereTheyMayBe() {
        noClasses()
                .that()
                .doNotHaveSimpleName("VectoredReads")
                .and()
                .doNotHaveSimpleName("Aggregation")
                .and()
                .doNotHaveSimpleName("BulkDeletes")
                .and()
                .doNotHaveSimpleName("ObjectBulkDelete")
                // Only in a generic signature, which is erased.
                .and()
                .doNotHaveSimpleName("ReadAheadInputStream")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "org\\.apache\\.hadoop\\.fs\\.(FileRange|BulkDelete|statistics\\.IOStatisticsContext).*")
                .check(CLASSES);
    }

    @Test
    void connectorsAreUnknownHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.farseek.s3..", "io.farseek.oci..", "io.farseek.xrootd..", "io.farseek.spark..")
                .check(CLASSES);
    }
}
