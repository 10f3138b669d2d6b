package io.carillon.kit.problem;

import io.carillon.kit.request.RequestContext;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** Renders problem+json; every error answer of every service passes through here. */
@ApplicationScoped
public class Problems {

    public static final String MEDIA_TYPE = "application/problem+json";

    private final RequestContext context;

    Problems(RequestContext context) {
        this.context = context;
    }

    Response answer(ProblemException problem) {
        var answer = Response.status(problem.status()).type(MEDIA_TYPE).entity(body(problem));
        problem.headers().forEach(answer::header);
        return answer.build();
    }

    /** For what is refused before JAX-RS has seen the request. */
    public void send(RoutingContext exchange, ProblemException problem) {
        exchange.response().end(document(exchange, problem));
    }

    /** Sets status and headers of {@code problem} and makes the body. */
    public Buffer document(RoutingContext exchange, ProblemException problem) {
        var document = new JsonObject(body(problem));
        document.put("request_id", RequestContext.requestId(exchange));
        var response = exchange.response().setStatusCode(problem.status()).putHeader("Content-Type", MEDIA_TYPE);
        problem.headers().forEach(response::putHeader);
        return document.toBuffer();
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
