package io.carillon.runbook.parse;

import io.carillon.runbook.pack.Probe;
import io.carillon.runbook.pack.ProbeAuth;
import io.carillon.runbook.pack.ProbeCommon;
import io.carillon.runbook.pack.ProbeTiming;
import io.carillon.runbook.pack.Setting;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads probes. */
final class ProbeReader {
    private static final List<String> KINDS =
            List.of("http", "tcp", "sql", "redis", "kafka", "certificate", "dns", "heartbeat");
    private static final Set<Integer> OK = Set.of(200);

    private final Names names;

    ProbeReader(Names names) {
        this.names = names;
    }

    Optional<Probe> read(Section section) {
        Word id = section.text("id");
        names.define(Names.Kind.PROBE, id);
        names.mention(id);
        ProbeCommon common = new ProbeCommon(
                id.text(),
                timing(section),
                section.optionalText("statusPage").map(Word::text),
                section.flagOr("required", false));
        return Kinds.only(section, "probe", KINDS)
                .flatMap(kind -> section.section(kind).map(details -> {
                    Probe probe = probe(kind, common, details);
                    details.close();
                    return probe;
                }));
    }

    private static ProbeTiming timing(Section section) {
        Duration interval = section.duration("interval");
        Duration timeout = section.duration("timeout");
        if (interval.isPositive() && timeout.compareTo(interval) > 0) {
            section.report(
                    section.line("timeout"), "'timeout' is longer than 'interval'", "checks that do not overlap");
        }
        return new ProbeTiming(
                interval,
                timeout,
                section.integerOr("failuresToDown", 1, 1, Integer.MAX_VALUE),
                section.integerOr("successesToUp", 1, 1, Integer.MAX_VALUE));
    }

    private static Probe probe(String kind, ProbeCommon common, Section details) {
        return switch (kind) {
            case "http" ->
                new Probe.Http(common, details.setting("url"), headers(details), auth(details), status(details));
            case "tcp" -> new Probe.Tcp(common, details.setting("address"));
            case "sql" ->
                new Probe.Sql(
                        common,
                        details.setting("url"),
                        details.optionalText("query").map(Word::text).orElse("SELECT 1"));
            case "redis" -> new Probe.Redis(common, details.setting("url"));
            case "kafka" -> new Probe.Kafka(common, details.setting("brokers"));
            case "certificate" ->
                new Probe.Certificate(common, details.setting("address"), details.duration("validFor"));
            case "dns" -> new Probe.Dns(common, details.setting("host"));
            case "heartbeat" ->
                new Probe.Heartbeat(common, details.text("source").text());
            default -> throw new IllegalStateException("probe kind " + kind + " is listed but not read");
        };
    }

    private static Map<String, Setting> headers(Section details) {
        Map<String, Setting> headers = new LinkedHashMap<>();
        details.optionalSection("headers")
                .ifPresent(section ->
                        section.keys().forEach(name -> headers.put(name.text(), section.setting(name.text()))));
        return headers;
    }

    private static ProbeAuth auth(Section details) {
        return details.optionalSection("auth")
                .map(section -> {
                    ProbeAuth auth = Kinds.only(section, "auth", List.of("bearer", "basic"))
                            .map(kind -> kind.equals("bearer")
                                    ? new ProbeAuth.Bearer(section.setting("bearer"))
                                    : basic(section))
                            .orElse(new ProbeAuth.None());
                    section.close();
                    return auth;
                })
                .orElse(new ProbeAuth.None());
    }

    private static ProbeAuth basic(Section auth) {
        return auth.section("basic")
                .<ProbeAuth>map(section -> {
                    ProbeAuth basic = new ProbeAuth.Basic(section.setting("user"), section.setting("password"));
                    section.close();
                    return basic;
                })
                .orElse(new ProbeAuth.None());
    }

    private static Set<Integer> status(Section details) {
        return details.has("expect") ? new HashSet<>(details.integers("expect", 100, 599)) : OK;
    }
}
