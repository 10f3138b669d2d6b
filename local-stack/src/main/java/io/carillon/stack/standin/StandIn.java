package io.carillon.stack.standin;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Consumer;

/** One outside service: its well-meant answers behind its present fault, and the journal of what it was sent. */
final class StandIn implements Outside {

    private final String name;
    private final Consumer<Router> answers;
    private final Journal journal = new Journal();
    private volatile Fault fault = Fault.NONE;

    StandIn(String name, Consumer<Router> answers) {
        this.name = name;
        this.answers = answers;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Fault fault() {
        return fault;
    }

    @Override
    public void fault(Fault next) {
        fault = next;
    }

    @Override
    public List<String> requests() {
        return journal.bodies();
    }

    @Override
    public void forget() {
        journal.clear();
    }

    /** Everything under {@code /{name}} of {@code router} is this service's. */
    void mount(Router router, Router own) {
        own.route().handler(this::misbehaveOrGoOn);
        answers.accept(own);
        own.route().handler(StandIn::unknownPath);
        own.route().failureHandler(StandIn::badRequest);
        router.route("/" + name + "/*").subRouter(own);
    }

    private void misbehaveOrGoOn(RoutingContext context) {
        var present = fault;
        var body = context.body().asString();
        if (present.mode() != Fault.Mode.DOWN && body != null && !body.isEmpty()) {
            journal.add(body);
        }
        after(present, context, ready -> answer(present, ready));
    }

    private static void after(Fault present, RoutingContext context, Handler<RoutingContext> next) {
        if (present.delay().isZero()) {
            next.handle(context);
        } else {
            context.vertx().setTimer(present.delay().toMillis(), timer -> next.handle(context));
        }
    }

    private static void answer(Fault present, RoutingContext context) {
        switch (present.mode()) {
            case OK, SLOW -> context.next();
            case DOWN -> hangUp(context.request());
            case ERROR -> Answers.json(context, 500, "{\"message\":\"Internal Server Error\"}");
            case RATE_LIMITED -> {
                context.response().putHeader("Retry-After", "2");
                Answers.json(context, 429, "{\"message\":\"Too Many Requests\"}");
            }
            case UNAUTHORIZED -> Answers.json(context, 401, "{\"message\":\"Unauthorized\"}");
            case GARBAGE -> Answers.json(context, 200, "{\"truncated\":[1,2");
        }
    }

    private static void hangUp(HttpServerRequest request) {
        request.connection().close().onFailure(Answers::logFailure);
    }

    /** The answers fail only on a body that is not the JSON they were to get. */
    private static void badRequest(RoutingContext context) {
        Answers.problem(context, 400, "the body cannot be read: " + context.failure());
    }

    private static void unknownPath(RoutingContext context) {
        Answers.problem(
                context,
                404,
                "the stand-in has no %s %s".formatted(context.request().method(), context.normalizedPath()));
    }
}
