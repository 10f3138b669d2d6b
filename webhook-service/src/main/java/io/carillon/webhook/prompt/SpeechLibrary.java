package io.carillon.webhook.prompt;

import io.carillon.webhook.prompt.SpeechApi.Utterance;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Knows which fixed prompts can be played from tts-cache-service. Fills itself in the background; whoever answers a call
 * only looks, and says what is not here.
 */
@ApplicationScoped
public class SpeechLibrary {

    private static final Logger LOG = Logger.getLogger(SpeechLibrary.class);

    private final SpeechClient speech;
    private final SpeechSettings settings;
    private final FixedPrompts prompts;
    private final Clock clock;

    private final Map<Utterance, Recording> recordings = new ConcurrentHashMap<>();
    private volatile long version;

    private record Recording(String path, Instant confirmed) {}

    SpeechLibrary(SpeechClient speech, SpeechSettings settings, FixedPrompts prompts, Clock clock) {
        this.speech = speech;
        this.settings = settings;
        this.prompts = prompts;
        this.clock = clock;
    }

    /** The path of a recording of {@code text} at the public address; empty when none is known to be ready. */
    public Optional<String> pathOf(Language language, String text) {
        var recording = recordings.get(utterance(language, text));
        return recording == null ? Optional.empty() : Optional.of(recording.path());
    }

    /** Changes whenever {@link #pathOf} may give another answer than before. */
    public long version() {
        return version;
    }

    /** One round: asks for what is missing or old, forgets what nobody needs or nobody could confirm. */
    @Scheduled(
            every = "${carillon.speech.refresh:5s}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void refresh() {
        var wanted = prompts.texts().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(text -> utterance(entry.getKey(), text)))
                .collect(Collectors.toSet());
        if (recordings.keySet().retainAll(wanted)) {
            changed();
        }
        var due = due(wanted);
        for (var utterance : due) {
            if (!confirm(utterance)) {
                // Not one of them can be fetched by Twilio while tts-cache-service is away.
                forgetAll();
                return;
            }
        }
    }

    private List<Utterance> due(Set<Utterance> wanted) {
        var oldest = clock.instant().minus(settings.confirm());
        return wanted.stream()
                .filter(utterance -> {
                    var known = recordings.get(utterance);
                    return known == null || known.confirmed().isBefore(oldest);
                })
                .toList();
    }

    /** False when the service does not answer at all; one prompt that it refuses is only that prompt's loss. */
    private boolean confirm(Utterance utterance) {
        try {
            speech.synthesize(utterance).ifPresentOrElse(path -> remember(utterance, path), () -> forget(utterance));
            return true;
        } catch (WebApplicationException | TimeoutException e) {
            LOG.debugf("a prompt has no recording: %s", e.getClass().getSimpleName());
            forget(utterance);
            return true;
        } catch (FaultToleranceException | ProcessingException e) {
            LOG.debugf("tts-cache-service does not answer: %s", e.getClass().getSimpleName());
            return false;
        }
    }

    private void remember(Utterance utterance, String path) {
        var before = recordings.put(utterance, new Recording(path, clock.instant()));
        if (before == null || !before.path().equals(path)) {
            changed();
        }
    }

    private void forget(Utterance utterance) {
        if (recordings.remove(utterance) != null) {
            changed();
        }
    }

    private void forgetAll() {
        if (!recordings.isEmpty()) {
            LOG.warn("tts-cache-service does not answer; prompts are spoken by Twilio until it does");
            recordings.clear();
            changed();
        }
    }

    /** Only ever called by the one refresh that runs at a time. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void changed() {
        version++;
    }

    private Utterance utterance(Language language, String text) {
        var voice = switch (language) {
            case ENGLISH -> settings.voiceEn();
            case FRENCH -> settings.voiceFr();
        };
        return new Utterance(text, voice, language.tag());
    }
}
