package io.carillon.webhook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.carillon.webhook");

    /** What decides who may call, what is read, said and kept: tested without a framework, so made without one. */
    private static final String PURE = "io\\.carillon\\.webhook\\.("
            + "twilio\\.(TwilioSignature|SignatureCheck|AuthToken|OtherAddress|SignedUrl|FormDecoder|CallbackJson|Twiml|Verb|CallOver)"
            + "|menu\\.(Call|Phrase|State|StateCodec|Turn|Reaction|Reply|Heard|Ear|Expectation|Words|BirthDates|SpokenNumber|DateOrder|Questions)"
            + "|intake\\.(Spool|SpoolWriter|SpoolFormat|SpoolSegment|SpoolPosition|SpooledEvent|DurableLog|KafkaWatch|ReplayKey|Answer)"
            + "|delivery\\.(RetryPolicy|QueueHealth|Outcome|Cause|Status|Failure|CallIds)"
            + "|calllog\\.(CallStatus|CallChange|CallOutcome|Said|TwilioCalls|VapiCalls)"
            + "|twilioerror\\.(Explanations|TwilioError)"
            + "|prompt\\.(Prompts|PromptKey|Language)"
            + "|sms\\.(MessageKind|Channel|State|Why|MessageError|Backoff|QuietHours|Keyword|Reference|NumberHash|SmsTexts"
            + "|TextKey|Answer|AnswerReader|Seen|Claim|Step|Patience|SendPolicy|LookUpPolicy|StatusPolicy|StatusTarget"
            + "|Change|Fields)"
            + "|vapi\\.(VapiAuthentication|Redaction|ToolArguments))(\\$.*)?";

    @Test
    void decisionsKnowNoFramework() {
        noClasses()
                .that()
                .haveNameMatching(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "io.vertx..",
                        "io.smallrye..",
                        "jakarta..",
                        "org.apache.kafka..",
                        "org.eclipse.microprofile..")
                .check(CLASSES);
    }

    /** The names above are text: this fails when one of them is renamed, so that the rule goes on guarding it. */
    @Test
    void everyPureClassIsThere() {
        assertThat(CLASSES.stream()
                        .filter(known ->
                                known.isTopLevelClass() && known.getName().matches(PURE)))
                .hasSize(80);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.carillon.webhook.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nobodyReadsTheWallClockOrSleeps() {
        noClasses()
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }
}
