package io.carillon.kit.problem;

import io.carillon.kit.request.RequestContext;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/** Renders problem+json; every error answer of every service passes through here. */
@ApplicationScoped
public class Problems {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private final RequestContext context;

    Problems(RequestContext context) {
        this.context = context;
    }

    Response answer(ProblemException problem) {
        var answer = Response.status(problem.status()).type(MEDIA_TYPE).entity(body(problem));
        problem.headers().forEach(answer::header);
        return answer.build();
    }

    /**
     * For a route of Vert.x, behind which no exception mapper stands. Whatever is no {@link ProblemException} is ours: 500,
     * logged with its stack, told without it.
     */
    public void answer(RoutingContext exchange, Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        var problem = cause instanceof ProblemException known ? known : unexpected(cause);
        var response = exchange.response();
        if (response.ended() || response.closed()) {
            return;
        }
        var document = new JsonObject(body(problem));
        document.put("request_id", RequestContext.requestId(exchange));
        response.setStatusCode(problem.status()).putHeader("Content-Type", MEDIA_TYPE);
        problem.headers().forEach(response::putHeader);
        response.end(document.toBuffer());
    }

    static ProblemException unexpected(Throwable exception) {
        LOG.error("exception while answering a request", exception);
        return new ProblemException(
                500,
                "INTERNAL",
                "Internal error",
                "This is our fault. Nothing was changed unless said otherwise; quote the request_id to the operator.");
    }

    /** What is said where a status is all that is known. */
    public static ProblemException ofStatus(int status) {
        return switch (status) {
            case 400 ->
                new ProblemException(
                        400, "VALIDATION", "Invalid request", "The request cannot be read; check body and parameters.");
            case 404 -> new ProblemException(404, "NOT_FOUND", "Not found", "There is nothing at this path.");
            case 405 ->
                new ProblemException(
                        405, "METHOD_NOT_ALLOWED", "Method not allowed", "This path exists for other methods.");
            case 406 ->
                new ProblemException(
                        406, "NOT_ACCEPTABLE", "Not acceptable", "This path cannot answer in the type asked for.");
            case 413 ->
                new ProblemException(413, "TOO_LARGE", "Body too large", "The body is larger than this path takes.");
            case 415 ->
                new ProblemException(
                        415, "UNSUPPORTED_MEDIA_TYPE", "Unsupported media type", "The content type is not taken here.");
            default ->
                new ProblemException(
                        status,
                        status < 500 ? "REFUSED" : "INTERNAL",
                        status < 500 ? "Request refused" : "Internal error",
                        "The request was not carried out.");
        };
    }

    /** The members of the document, in the order in which they are written. */
    public Map<String, Object> body(ProblemException problem) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", problem.title());
        body.put("status", problem.status());
        body.put("detail", problem.detail());
        body.put("code", problem.code());
        var requestId = context.requestId();
        if (requestId != null) {
            body.put("request_id", requestId);
        }
        body.putAll(problem.members());
        return body;
    }
}
