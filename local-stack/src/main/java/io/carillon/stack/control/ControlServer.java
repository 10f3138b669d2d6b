package io.carillon.stack.control;

import io.carillon.stack.server.LocalServer;
import io.carillon.stack.server.Ports;
import io.carillon.stack.server.ServerFailure;
import io.carillon.stack.server.Servers;
import io.carillon.stack.standin.Answers;
import io.carillon.stack.standin.Requests;
import io.carillon.stack.standin.StandIns;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The stack's own HTTP port: the stand-ins and every switch under {@code /__…}. On 127.0.0.1 only. */
public final class ControlServer {

    private static final Pattern TENANT = Pattern.compile("[a-z][a-z0-9_]{0,30}");
    private static final long LARGEST_BODY = 10L * 1024 * 1024;

    private final Vertx vertx;
    private final Servers servers;
    private final ProcessTable processes;

    public ControlServer(Vertx vertx, Servers servers, ProcessTable processes) {
        this.vertx = vertx;
        this.servers = servers;
        this.processes = processes;
    }

    /** Returns when the stand-ins' port and the mail server's are open. */
    public void listen(Ports ports) {
        var port = ports.standIns();
        var router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
        new StandIns(vertx, ports.smtp(), "http://127.0.0.1:" + ports.frontDoor()).mount(router);
        router.get("/__servers").handler(this::listServers);
        router.post("/__servers/:name/:switch").handler(this::switchServer);
        router.get("/__processes").handler(this::listProcesses);
        router.post("/__processes/:name/:switch").handler(this::switchProcess);
        router.put("/__tenants/:name").handler(this::makeTenant);
        router.route()
                .handler(context -> Answers.problem(context, 404, "there is nothing at " + context.normalizedPath()));
        var options = new HttpServerOptions().setHost("127.0.0.1").setPort(port);
        try {
            vertx.createHttpServer(options)
                    .requestHandler(router)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            throw new ServerFailure(
                    "port %d (stand-ins) is in use: stop what listens there, or set CARILLON_PORT_BASE to move all ports"
                            .formatted(port),
                    e);
        }
    }

    private void listServers(RoutingContext context) {
        blocking(context, () -> {
            var rows = new JsonArray();
            servers.all().forEach(server -> rows.add(describe(server)));
            return rows.encode();
        });
    }

    private void switchServer(RoutingContext context) {
        var name = Requests.pathParameter(context, "name");
        var server = servers.byName(name);
        if (server.isEmpty()) {
            Answers.problem(context, 404, "there is no server " + name);
            return;
        }
        blocking(context, () -> {
            turn(server.get(), Requests.pathParameter(context, "switch"));
            return describe(server.get()).encode();
        });
    }

    private static void turn(LocalServer server, String to) {
        switch (to) {
            case "start" -> server.start();
            case "stop" -> server.stop();
            case "pause" -> server.pause();
            case "kill" -> server.kill();
            case String unknown ->
                throw new IllegalArgumentException(
                        "a server can be told to start, stop, pause or kill, not " + unknown);
        }
    }

    private static JsonObject describe(LocalServer server) {
        return new JsonObject()
                .put("name", server.name())
                .put("port", server.port())
                .put("state", server.state().name().toLowerCase(Locale.ROOT));
    }

    private void listProcesses(RoutingContext context) {
        blocking(context, this::processes);
    }

    private String processes() {
        var rows = new JsonArray();
        Stream.concat(processes.rows().stream(), servers.all().stream().map(ControlServer::row))
                .forEach(row -> rows.add(JsonObject.mapFrom(row)));
        return rows.encode();
    }

    private static ProcessTable.Row row(LocalServer server) {
        return new ProcessTable.Row(
                server.name(),
                "server",
                server.process().map(ProcessHandle::pid).orElse(0L),
                server.port(),
                server.state().name().toLowerCase(Locale.ROOT));
    }

    private void switchProcess(RoutingContext context) {
        var name = Requests.pathParameter(context, "name");
        blocking(context, () -> {
            var refusal = switch (Requests.pathParameter(context, "switch")) {
                case "kill" -> processes.kill(name);
                case "restart" -> processes.restart(name);
                case String unknown -> Optional.of("a service can be told to kill or restart, not " + unknown);
            };
            if (refusal.isPresent()) {
                throw new IllegalArgumentException(refusal.get());
            }
            return processes();
        });
    }

    private void makeTenant(RoutingContext context) {
        var name = Requests.pathParameter(context, "name");
        if (!TENANT.matcher(name).matches()) {
            Answers.problem(context, 400, "a tenant's name is lower-case letters, digits and _, at most 31");
            return;
        }
        blocking(context, () -> {
            servers.prepare(Optional.of(name));
            return new JsonObject().put("tenant", name).encode();
        });
    }

    /** Off the event loop: a server's state is known only when the switch before has done its work. */
    private void blocking(RoutingContext context, Callable<String> action) {
        vertx.executeBlocking(action, false)
                .onSuccess(body -> Answers.json(context, 200, body))
                .onFailure(failure -> Answers.problem(
                        context,
                        failure instanceof IllegalArgumentException ? 400 : 500,
                        String.valueOf(failure.getMessage())));
    }
}
