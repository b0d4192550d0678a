package org.lienthong;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the structure: features without cycles, named for what they are. */
class ModularityTest {

    private static final JavaClasses HUB = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.lienthong");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.lienthong.(*)..").should().beFreeOfCycles().check(HUB);
    }

    @Test
    void nobodyDependsOnTheEntryPoints() {
        noClasses()
                .that()
                .resideInAPackage("org.lienthong.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.lienthong")
                .check(HUB);
    }

    @Test
    void theStoresKnowNothingOfTheHub() {
        noClasses()
                .that()
                .resideInAPackage("org.lienthong.embedded..")
                .should()
                .dependOnClassesThat(resideInAPackage("org.lienthong..")
                        .and(com.tngtech.archunit.base.DescribedPredicate.not(
                                resideInAPackage("org.lienthong.embedded.."))))
                .check(HUB);
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .check(HUB);
    }
}
