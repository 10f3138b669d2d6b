package io.carillon.booking.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.kit.problem.ProblemException;
import io.carillon.kit.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Renders answers into the bytes that are sent and kept, and sends them. */
@ApplicationScoped
public class Answers {

    private static final String JSON = "application/json;charset=UTF-8";

    /** The header by which Stripe's clients know an answer that was given before. */
    private static final String REPLAYED = "Idempotent-Replayed";

    private final ObjectMapper json;
    private final Problems problems;

    Answers(ObjectMapper json, Problems problems) {
        this.json = json;
        this.problems = problems;
    }

    /** 201: {@code view} was made and is to be found at {@code location}. */
    public Answer created(Object view, String location) {
        return new Answer(201, JSON, location, bytes(view));
    }

    /** 200. */
    public Answer ok(Object view) {
        return new Answer(200, JSON, null, bytes(view));
    }

    /** A refusal that stands, status under 500. */
    public Answer problem(ProblemException problem) {
        return new Answer(problem.status(), Problems.MEDIA_TYPE, null, bytes(problems.body(problem)));
    }

    public RestResponse<byte[]> first(Answer answer) {
        return response(answer, null);
    }

    /** As {@link #first}, byte for byte, and says in a header that nothing was done this time. */
    public RestResponse<byte[]> again(Answer answer) {
        return response(answer, "true");
    }

    private static RestResponse<byte[]> response(Answer answer, @Nullable String replayed) {
        var response = RestResponse.ResponseBuilder.<byte[]>create(answer.status())
                .entity(answer.body())
                .header("Content-Type", answer.mediaType());
        if (answer.location() != null) {
            // As a header of its own it stays relative, so that it is right behind any front door.
            response.header("Location", answer.location());
        }
        if (replayed != null) {
            response.header(REPLAYED, replayed);
        }
        return response.build();
    }

    private byte[] bytes(Object view) {
        try {
            return json.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view cannot be written as JSON", e);
        }
    }
}
