package io.carillon.webhook;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String HOME = "io.carillon.webhook.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.carillon.webhook");

    /** What decides who may call, what is read, said and kept: tested without a framework, so made without one. */
    private static final Map<String, String> PURE = Map.ofEntries(
            Map.entry("twilio", """
                    TwilioSignature SignatureCheck AuthToken OtherAddress SignedUrl FormDecoder CallbackJson
                    Twiml Verb CallOver"""),
            Map.entry("menu", """
                    Call CallerInput Phrase HandingOver State StateCodec Turn Reaction Reply Heard Ear Expectation Words BirthDates
                    SpokenNumber DateOrder Questions Meanings"""),
            Map.entry("intake", """
                    Spool SpoolWriter SpoolFormat SpoolSegment SpoolPosition SpooledEvent DurableLog
                    KafkaWatch ReplayKey Answer"""),
            Map.entry("delivery", """
                    RetryPolicy QueueHealth Outcome Cause Status Failure CallIds"""),
            Map.entry("calllog", """
                    CallStatus CallChange CallOutcome Said TwilioCalls VapiCalls"""),
            Map.entry("twilioerror", """
                    Explanations TwilioError"""),
            Map.entry("twilioapi", """
                    ApiAccount Reading"""),
            Map.entry("vapiapi", """
                    Handover CallForm ReceivedTwiml"""),
            Map.entry("languagemodel", """
                    CompletionForm Reading"""),
            Map.entry("twiliourl", """
                    NumberField Held NumberReader Comparison UrlPolicy ShownUrl"""),
            Map.entry("publichost", """
                    HostSeen Certificate Concern CertificateReader ShownCertificate"""),
            Map.entry("prompt", """
                    Prompts PromptKey Language"""),
            Map.entry("session", """
                    Change CallChanges Session SessionIds SessionScripts"""),
            Map.entry("sms", """
                    MessageKind Channel State Why MessageError QuietHours Keyword Reference NumberHash
                    SmsTexts TextKey Answer AnswerReader Seen Claim Step Patience SendPolicy LookUpPolicy
                    StatusPolicy StatusTarget Change Fields ChatKey ChatMessage ConversationScripts"""),
            Map.entry("vapi", """
                    VapiAuthentication VapiSecret MessageType Happening HappeningReader Redaction
                    ToolArguments SpokenTime"""));

    private static List<String> pureClasses() {
        return PURE.entrySet().stream()
                .flatMap(feature -> feature.getValue()
                        .lines()
                        .flatMap(line -> List.of(line.strip().split(" ")).stream())
                        .map(name -> HOME + feature.getKey() + "." + name))
                .toList();
    }

    @Test
    void decisionsKnowNoFramework() {
        var pure = pureClasses();
        noClasses()
                .that(DescribedPredicate.<JavaClass>describe(
                        "decide", known -> pure.contains(known.getName().replaceFirst("\\$.*", ""))))
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
        assertThat(pureClasses())
                .allSatisfy(name -> assertThat(CLASSES.contain(name)).as(name).isTrue());
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
