package io.carillon.ttscache.synthesis;

import io.carillon.kit.access.Requires;
import io.carillon.kit.access.Role;
import io.carillon.kit.problem.ProblemException;
import io.carillon.ttscache.entry.EntryKey;
import io.carillon.ttscache.entry.Mp3;
import io.carillon.ttscache.entry.Utterance;
import io.carillon.ttscache.entry.Voice;
import io.carillon.ttscache.store.Lookup;
import io.carillon.ttscache.store.PersonalStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Speech over HTTP (R-TTS-05): made with a key, played without one, because a telephone network has none. */
@Path("/api/tts")
@RunOnVirtualThread
public class SpeechResource {
    private static final String MPEG = "audio/mpeg";
    private static final String X_CACHE = "X-Cache";
    /** Short enough that changed settings are heard the same hour; after that the entity tag spares the bytes. */
    private static final String AN_HOUR = "public, max-age=3600, must-revalidate";

    private final Synthesizer synthesizer;
    private final PersonalStore personal;
    private final SynthesisSettings settings;

    SpeechResource(Synthesizer synthesizer, PersonalStore personal, SynthesisSettings settings) {
        this.synthesizer = synthesizer;
        this.personal = personal;
        this.settings = settings;
    }

    /** Audio for a text, and in {@code Content-Location} where to fetch it from now on. */
    @POST
    @Path("/synthesize")
    @Consumes(MediaType.APPLICATION_JSON)
    @Requires(Role.OPERATOR)
    public Response synthesize(@Nullable SynthesisRequest request) {
        if (request == null) {
            throw SynthesisRequest.invalid("the body is missing; expected {\"text\": …}");
        }
        Utterance utterance = request.utterance(settings);
        if (request.personal()) {
            return personal(utterance);
        }
        return answer(synthesizer.speak(utterance))
                .header(HttpHeaders.CONTENT_LOCATION, address(utterance.key()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Audio that was once synthesized here; made again where it was lost. */
    @GET
    @Path("/audio/{hash}/{voice}/{language}")
    public Response audio(
            @PathParam("hash") String hash,
            @PathParam("voice") String voice,
            @PathParam("language") String language,
            @Context Request request) {
        Response.ResponseBuilder answer = answer(synthesizer.speakAgain(key(hash, voice, language)));
        Response whole = answer.build();
        EntityTag tag = whole.getEntityTag();
        Response.ResponseBuilder unchanged = tag == null ? null : request.evaluatePreconditions(tag);
        return (unchanged == null ? answer : unchanged.header(X_CACHE, whole.getHeaderString(X_CACHE)))
                .header(HttpHeaders.CACHE_CONTROL, AN_HOUR)
                .build();
    }

    /** Audio that names a person, for the minutes of a call. */
    @GET
    @Path("/audio/p/{id}")
    public Response personalAudio(@PathParam("id") String id) {
        return switch (personal.find(id)) {
            case Lookup.Hit(Mp3 audio, boolean _) ->
                ok(audio, "HIT").header(HttpHeaders.CACHE_CONTROL, "no-store").build();
            case Lookup.Miss _ -> throw unknown();
            case Lookup.Unreachable _ -> throw unavailable(Duration.ofSeconds(1));
        };
    }

    private Response personal(Utterance utterance) {
        Spoken spoken = synthesizer.speakUnkept(utterance);
        Response.ResponseBuilder answer = answer(spoken).header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (spoken instanceof Spoken.Made(Mp3 audio)) {
            personal.keep(audio).ifPresent(id -> answer.header(HttpHeaders.CONTENT_LOCATION, "/api/tts/audio/p/" + id));
        }
        return answer.build();
    }

    private static Response.ResponseBuilder answer(Spoken spoken) {
        return switch (spoken) {
            case Spoken.Cached(Mp3 audio) -> ok(audio, "HIT");
            case Spoken.Made(Mp3 audio) -> ok(audio, "MISS");
            case Spoken.Unknown _ -> throw unknown();
            case Spoken.Unavailable(Duration retryAfter) -> throw unavailable(retryAfter);
            case Spoken.Rejected _ ->
                throw new ProblemException(
                        422,
                        "TTS_REJECTED",
                        "Speech refused",
                        "The speech provider does not take this text or voice; check voice and language.");
        };
    }

    private static Response.ResponseBuilder ok(Mp3 audio, String cache) {
        return Response.ok(audio.bytes(), MPEG)
                .header(HttpHeaders.CONTENT_LENGTH, audio.size()) // HEAD has no body to count
                .tag(audio.digest())
                .header(X_CACHE, cache);
    }

    private static EntryKey key(String hash, String voice, String language) {
        try {
            return new EntryKey(hash, new Voice(voice, language));
        } catch (IllegalArgumentException _) {
            throw unknown(); // nothing can have been made under such a name
        }
    }

    private static String address(EntryKey key) {
        return "/api/tts/audio/" + key.hash() + "/" + key.voice().name() + "/"
                + key.voice().language();
    }

    private static ProblemException unknown() {
        return new ProblemException(
                404, "NOT_FOUND", "Not found", "There is no such speech; ask for it at /api/tts/synthesize first.");
    }

    private static ProblemException unavailable(Duration retryAfter) {
        return new ProblemException(
                        503,
                        "TTS_UNAVAILABLE",
                        "Speech is not available",
                        "No audio is kept for this and the speech provider cannot make it now; try again later.")
                .withHeader(
                        HttpHeaders.RETRY_AFTER,
                        String.valueOf(Math.max(1, retryAfter.plusMillis(999).toSeconds())));
    }
}
