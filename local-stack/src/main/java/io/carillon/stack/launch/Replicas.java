package io.carillon.stack.launch;

import io.carillon.stack.control.ProcessTable;
import io.carillon.stack.door.Upstreams;
import io.carillon.stack.server.ServerFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** All replicas of all services: what the control server switches and the door balances over. */
final class Replicas implements ProcessTable, Upstreams {

    private final List<Replica> all;
    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();

    Replicas(List<Replica> all) {
        this.all = List.copyOf(all);
    }

    List<Replica> all() {
        return all;
    }

    /** Round robin; the others follow, for the case that the first does not take the connection. */
    @Override
    public List<Integer> ports(String service) {
        var ports = new ArrayList<>(all.stream()
                .filter(replica -> replica.service().fullName().equals(service))
                .map(Replica::port)
                .toList());
        var turn = turns.computeIfAbsent(service, name -> new AtomicInteger()).getAndIncrement();
        Collections.rotate(ports, -Math.floorMod(turn, Math.max(1, ports.size())));
        return ports;
    }

    @Override
    public List<Row> rows() {
        return all.stream()
                .map(replica -> new Row(replica.name(), "service", replica.pid(), replica.port(), replica.state()))
                .toList();
    }

    @Override
    public Optional<String> kill(String name) {
        return each(name, Replica::kill);
    }

    @Override
    public Optional<String> restart(String name) {
        return each(name, replica -> {
            replica.stop();
            replica.start();
        });
    }

    /** A service's name means all its replicas, a replica's name that one. */
    private Optional<String> each(String name, Consumer<Replica> action) {
        var service = Service.named(name);
        var meant = all.stream()
                .filter(replica -> replica.name().equals(name)
                        || service.filter(replica.service()::equals).isPresent())
                .toList();
        if (meant.isEmpty()) {
            return Optional.of("there is no service %s; there are %s".formatted(name, Service.shortNames()));
        }
        try {
            meant.forEach(action);
            return Optional.empty();
        } catch (ServerFailure e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
