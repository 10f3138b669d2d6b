package io.carillon.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.cli.OperatorApi.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds doctors who cannot be booked because nobody entered their hours, and fills defaults in (ledger R-BOOK-05). */
@Command(
        name = "fix-doctor-schedules",
        description = "List doctors without usable working hours; with --apply, fill default hours in.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Without --apply nothing is changed. Doctors who work by exceptions only are left alone, and a clinic's"
                    + " wrong time zone has to be corrected at the clinic.",
            "Exit code: 0 every doctor can be booked; 1 some cannot yet, or there was no answer; 2 wrong usage."
        })
final class FixDoctorSchedulesCommand implements Callable<Integer> {
    private static final String PATH = "/api/diagnostics/doctor-schedules/fix";

    private final Map<String, String> environment;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private OperatorOptions operator;

    @Option(
            names = "--clinic",
            paramLabel = "CLINIC",
            description = "Only the doctors of this clinic, by code or org_id. Default: all.")
    private @Nullable String clinic;

    @Option(names = "--apply", description = "Fill the default hours in. Default: say what would be done.")
    private boolean apply;

    FixDoctorSchedulesCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        OperatorApi api = operator.api(environment);
        int left = 0;
        int found = 0;
        String after = null;
        do {
            JsonNode page;
            switch (api.post(path(after))) {
                case Answer.Given(JsonNode body) -> page = body;
                case Answer.Missing(String why) -> {
                    spec.commandLine().getErr().println(why);
                    return 1;
                }
            }
            if (found == 0 && !page.path("doctors").isEmpty()) {
                print("Default hours: " + hours(page.path("hours")));
            }
            for (JsonNode doctor : page.path("doctors")) {
                found++;
                left += print(doctor) ? 1 : 0;
            }
            after = page.path("next").textValue();
        } while (after != null);
        print(summary(found, left));
        return left == 0 ? 0 : 1;
    }

    private String path(@Nullable String after) {
        return PATH + "?dryRun=" + !apply + parameter("clinic", clinic) + parameter("after", after);
    }

    private static String parameter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Prints what became of one doctor; true for one who cannot be booked as usual. */
    private boolean print(JsonNode doctor) {
        String outcome = doctor.path("outcome").asText();
        String reasons = texts(doctor.path("reasons"), "code");
        print("%s (%s, %s): %s"
                .formatted(
                        doctor.path("doctorId").asText(),
                        doctor.path("clinic").asText(),
                        reasons,
                        switch (outcome) {
                            case "FILLED" -> "filled";
                            case "WOULD_FILL" -> "would be filled";
                            case "UNCHANGED" -> "has hours by now, unchanged";
                            default -> "left alone: " + texts(doctor.path("reasons"), "detail");
                        }));
        return !outcome.equals("FILLED") && !outcome.equals("UNCHANGED") || reasons.contains("TIMEZONE_INVALID");
    }

    private String summary(int found, int left) {
        if (found == 0) {
            return "Every doctor has working hours.";
        }
        String doctors = found == 1 ? "1 doctor" : found + " doctors";
        return apply
                ? "%s looked at, %d still without usable hours.".formatted(doctors, left)
                : doctors + " without usable hours. Nothing was changed; --apply fills the defaults in.";
    }

    private static String hours(JsonNode hours) {
        return StreamSupport.stream(hours.spliterator(), false)
                .map(h -> h.path("weekday").asText() + " " + h.path("from").asText() + "-"
                        + h.path("to").asText())
                .collect(Collectors.joining(", "));
    }

    private static String texts(JsonNode array, String field) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(element -> element.path(field).asText())
                .collect(Collectors.joining(" "));
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
