package io.carillon.webhook.twiliourl;

import io.carillon.kit.log.LogFields;
import io.carillon.kit.metrics.Metrics;
import io.carillon.webhook.directory.Clinic;
import io.carillon.webhook.directory.ClinicDirectory;
import io.carillon.webhook.publichost.PublicAddress;
import io.carillon.webhook.twilioapi.TwilioApi;
import io.carillon.webhook.twiliourl.Comparison.Ours;
import io.carillon.webhook.twiliourl.Comparison.Status;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks Twilio now and then what it holds for our numbers (R-WEB-10): the gauge {@code twilio.url.mismatches}, numbers that
 * Twilio does not send to us, and a line whenever they are others than before. What is not known is not shown.
 */
@ApplicationScoped
class UrlCheck {

    private static final String CATEGORY = "twilio_urls";

    /** Numbers that one line names. */
    private static final int NAMED = 20;

    private final TwilioApi twilio;
    private final TwilioNumbers numbers;
    private final ClinicDirectory directory;
    private final UrlPolicy policy;
    private final TwilioUrlSettings settings;
    private final Clock clock;
    private volatile @Nullable Result last;

    /** What the last line named; guarded by this. */
    private List<String> told = List.of();

    UrlCheck(
            TwilioApi twilio,
            TwilioNumbers numbers,
            ClinicDirectory directory,
            PublicAddress address,
            TwilioUrlSettings settings,
            Metrics metrics,
            Clock clock) {
        this.twilio = twilio;
        this.numbers = numbers;
        this.directory = directory;
        this.policy = new UrlPolicy(address.base());
        this.settings = settings;
        this.clock = clock;
        metrics.gauge("twilio.url.mismatches", Map.of(), this::mismatches);
    }

    /**
     * What was found.
     *
     * @param why Twilio did not say; null where it did
     */
    record Result(
            Instant at, List<Comparison> numbers, @Nullable String why) {

        Result {
            numbers = List.copyOf(numbers);
        }

        boolean isWell() {
            return numbers.stream().allMatch(number -> number.status() == Status.OK);
        }

        boolean isKnown() {
            return numbers.stream().noneMatch(number -> number.status() == Status.UNREACHABLE);
        }

        long wrong() {
            return numbers.stream().filter(number -> number.status().isWrong()).count();
        }
    }

    @Scheduled(
            every = "${carillon.twilio-urls.again:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @RunOnVirtualThread
    void watch() {
        if (twilio.sid().isPresent() && isDue()) {
            check();
        }
    }

    private boolean isDue() {
        var before = last;
        if (before == null
                || !before.isWell()
                || !clock.instant().isBefore(before.at().plus(settings.every()))) {
            return true;
        }
        var known = before.numbers().stream().map(Comparison::ours).collect(Collectors.toSet());
        return !known.equals(new HashSet<>(ours()));
    }

    /** Empty where there is no account, no number, or no check yet. */
    Optional<Result> last() {
        return Optional.ofNullable(last);
    }

    /** Asks now. Empty where there is no account, or no number to ask for. */
    Optional<Result> check() {
        var ours = ours();
        if (twilio.sid().isEmpty() || ours.isEmpty()) {
            last = null;
            return Optional.empty();
        }
        var held = numbers.all();
        var result = new Result(
                clock.instant(), policy.compare(ours, held), held instanceof Held.NotAsked(String why) ? why : null);
        last = result;
        if (result.isKnown()) {
            tell(result);
        }
        return Optional.of(result);
    }

    private List<Ours> ours() {
        var ours = new ArrayList<Ours>();
        for (var clinic : directory.all()) {
            addNumbers(clinic, ours);
        }
        return ours;
    }

    private static void addNumbers(Clinic clinic, List<Ours> ours) {
        var orgId = clinic.orgId();
        if (orgId != null) {
            // Who has a receptionist wants our greeting first, and our menu behind it.
            var atVapi = !clinic.assistants().isEmpty() && clinic.receptionist() == null;
            clinic.numbers().forEach(phone -> ours.add(new Ours(orgId, clinic.code(), phone, atVapi)));
        }
    }

    private synchronized void tell(Result result) {
        var wrong = result.numbers().stream()
                .filter(number -> number.status().isWrong())
                .map(UrlCheck::inWords)
                .sorted()
                .toList();
        if (wrong.equals(told)) {
            return;
        }
        told = wrong;
        var line = LogFields.of("event", CATEGORY).with("numbers", wrong.size());
        if (wrong.isEmpty()) {
            line.warn(CATEGORY, "Twilio sends calls and messages of every number to us again");
        } else {
            line.warn(
                    CATEGORY,
                    "Twilio does not send to us as it should: "
                            + wrong.stream().limit(NAMED).collect(Collectors.joining("; "))
                            + "; see /api/webhook-metrics/twilio-urls");
        }
    }

    private static String inWords(Comparison number) {
        var fields = number.differences().stream()
                .map(difference -> difference.field().word())
                .collect(Collectors.joining(", "));
        return "%s of %s (%s)"
                .formatted(
                        number.ours().masked(),
                        number.ours().clinic(),
                        fields.isEmpty() ? number.status().word() : fields);
    }

    private double mismatches() {
        return last().filter(Result::isKnown)
                .map(result -> (double) result.wrong())
                .orElse(Double.NaN);
    }
}
