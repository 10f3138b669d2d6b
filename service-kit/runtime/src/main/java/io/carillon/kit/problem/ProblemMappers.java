package io.carillon.kit.problem;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Which problem each exception is. Whatever is not expected is ours: see {@link Problems#unexpected}. Public, because
 * Quarkus calls it from classes that it generates.
 */
public class ProblemMappers {

    private final Problems problems;

    ProblemMappers(Problems problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper
    public Response problem(ProblemException problem) {
        return problems.answer(problem);
    }

    @ServerExceptionMapper(priority = 1)
    public Response web(WebApplicationException exception) {
        var cause = exception.getCause();
        if (cause instanceof JsonProcessingException json) {
            return json(json);
        }
        return problems.answer(Problems.ofStatus(exception.getResponse().getStatus()));
    }

    @ServerExceptionMapper(priority = 1)
    public Response json(JsonProcessingException exception) {
        return problems.answer(new ProblemException(400, "VALIDATION", "Invalid request", jsonDetail(exception)));
    }

    /** Named by itself, because Quarkus has a mapper of its own for exactly this class. */
    @ServerExceptionMapper(priority = 1)
    public Response mismatch(MismatchedInputException exception) {
        return json(exception);
    }

    @ServerExceptionMapper
    public Response anything(Throwable exception) {
        return problems.answer(Problems.unexpected(exception));
    }

    /** Names the place, never repeats the content. */
    private static String jsonDetail(JsonProcessingException exception) {
        var location = exception.getLocation();
        var where = location == null
                ? ""
                : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
        return switch (exception) {
            case UnrecognizedPropertyException e ->
                "The field '%s' is not known%s; expected one of %s.".formatted(path(e), where, e.getKnownPropertyIds());
            case JsonParseException _ -> "The body is not well-formed JSON%s; expected a JSON object.".formatted(where);
            case StreamConstraintsException _ -> "The body is nested too deeply or holds too long a value.";
            case JsonMappingException e
            when e.getPath().isEmpty() ->
                "The body is not what is expected here%s; expected a JSON object.".formatted(where);
            case JsonMappingException e ->
                "The field '%s' has a value of the wrong type or form%s.".formatted(path(e), where);
            default -> "The body is not well-formed JSON%s.".formatted(where);
        };
    }

    private static String path(JsonMappingException exception) {
        return exception.getPath().stream()
                .map(reference ->
                        reference.getFieldName() == null ? "[" + reference.getIndex() + "]" : reference.getFieldName())
                .collect(Collectors.joining("."));
    }
}
