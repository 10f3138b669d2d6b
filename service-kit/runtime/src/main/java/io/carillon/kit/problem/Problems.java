package io.carillon.kit.problem;

import io.carillon.kit.request.RequestContext;
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
