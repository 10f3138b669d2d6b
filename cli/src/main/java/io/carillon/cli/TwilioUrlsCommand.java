package io.carillon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.cli.OperatorApi.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds numbers that Twilio does not send to this platform, and tells Twilio our addresses (ledger R-WEB-10). */
@Command(
        name = "twilio-urls",
        description = "List clinics' numbers whose URLs at Twilio are not ours; with --apply, set them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Without --apply nothing is changed. A number that Twilio's account does not have is left to a person.",
            "Exit code: 0 every number is as it should be; 1 some are not, or there was no answer; 2 wrong usage."
        })
final class TwilioUrlsCommand implements Callable<Integer> {
    private static final String PATH = "/api/webhook-metrics/twilio-urls/repair";

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private OperatorOptions operator;

    @Option(
            names = "--sid",
            paramLabel = "SID",
            description = "Only the number with this id of Twilio's. Default: all.")
    private @Nullable String sid;

    @Option(names = "--apply", description = "Set the URLs. Default: say what would be done.")
    private boolean apply;

    TwilioUrlsCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        OperatorApi api = operator.api(environment);
        String one = sid == null ? "" : "&sid=" + URLEncoder.encode(sid, StandardCharsets.UTF_8);
        return switch (api.post(PATH + "?apply=" + apply + one)) {
            case Answer.Given(JsonNode body) -> told(body);
            case Answer.Missing(String why) -> {
                spec.commandLine().getErr().println(why);
                yield 1;
            }
        };
    }

    private int told(JsonNode repair) {
        int left = repair.path("more").asInt();
        for (JsonNode number : repair.path("numbers")) {
            String outcome = number.path("outcome").asText();
            String reason = number.path("reason").isNull()
                    ? ""
                    : ": " + number.path("reason").asText();
            print("%s of %s (%s): %s%s"
                    .formatted(
                            number.path("number").asText(),
                            number.path("clinic").asText(),
                            number.path("sid").asText("no sid"),
                            outcome,
                            reason));
            for (JsonNode change : number.path("changes")) {
                print("  %s: '%s' -> '%s'"
                        .formatted(
                                change.path("field").asText(),
                                change.path("found").asText(),
                                change.path("expected").asText()));
            }
            left += outcome.equals("repaired") ? 0 : 1;
        }
        print(summary(repair.path("numbers").size(), left));
        return left == 0 ? 0 : 1;
    }

    private String summary(int found, int left) {
        if (found == 0) {
            return "Twilio sends every number's calls and messages as it should.";
        }
        return apply
                ? "%d looked at, %d still not as they should be.".formatted(found, left)
                : "%d not as they should be. Nothing was changed; --apply sets them.".formatted(left);
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
