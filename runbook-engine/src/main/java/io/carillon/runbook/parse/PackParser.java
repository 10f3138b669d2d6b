package io.carillon.runbook.parse;

import io.carillon.runbook.pack.Channel;
import io.carillon.runbook.pack.Contact;
import io.carillon.runbook.pack.Dependencies;
import io.carillon.runbook.pack.Diagnosis;
import io.carillon.runbook.pack.Pack;
import io.carillon.runbook.pack.Probe;
import io.carillon.runbook.pack.Rule;
import io.carillon.runbook.pack.Schedule;
import io.carillon.runbook.pack.Severity;
import io.carillon.runbook.pack.Target;
import io.carillon.runbook.pack.Team;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a pack from YAML. Bad data is an outcome, never an exception. */
public final class PackParser {
    private final Findings findings;
    private final Names names;

    private PackParser(String file) {
        this.findings = new Findings(file);
        this.names = new Names(findings);
    }

    /**
     * Reads and checks a file's text against the model.
     *
     * @param file how problems call the file
     */
    public static PackOutcome parse(String file, String yaml) {
        return parse(file, yaml, _ -> Optional.empty());
    }

    /**
     * Reads and checks a file's text against the model and against what its reader can do.
     *
     * @param objection why a rule that is right in itself cannot be used; empty when it can
     */
    public static PackOutcome parse(String file, String yaml, Function<Rule, Optional<String>> objection) {
        PackParser parser = new PackParser(file);
        Optional<Pack> pack = parser.compose(yaml).map(parser::read);
        pack.ifPresent(read -> parser.checkUsable(read, objection));
        return pack.isPresent() && parser.findings.none()
                ? new PackOutcome.Loaded(pack.get())
                : new PackOutcome.Refused(parser.findings.sorted());
    }

    private Optional<Node> compose(String yaml) {
        try {
            Optional<Node> root = new Compose(LoadSettings.builder().build()).composeString(yaml);
            if (root.isEmpty()) {
                findings.report(1, "the file is empty", "a pack");
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            findings.report(line, "not YAML: " + e.getProblem(), "YAML 1.2");
        } catch (YamlEngineException e) {
            findings.report(0, "not YAML: " + e.getMessage(), "YAML 1.2");
        }
        return Optional.empty();
    }

    private Pack read(Node node) {
        Section root = new Section(node, "pack", findings);
        PeopleReader people = new PeopleReader(names);
        String name = root.text("pack").text();
        List<Severity> severities = SeverityReader.readAll(root);
        Map<String, List<Channel>> tiers = tiers(root);
        Dependencies dependencies = root.optionalSection("dependencies")
                .map(new DependencyReader(names)::read)
                .orElse(new Dependencies(Map.of()));
        List<Probe> probes = new ArrayList<>();
        root.sections(
                "probes", "probe", each -> new ProbeReader(names).read(each).ifPresent(probes::add));
        List<Rule> rules = new ArrayList<>();
        root.sections(
                "rules", "rule", each -> new RuleReader(names, tiers).read(each).ifPresent(rules::add));
        List<Diagnosis> diagnoses = new ArrayList<>();
        root.optionalSections("diagnoses", "diagnosis", each -> diagnoses.add(diagnosis(each)));
        List<Contact> contacts = new ArrayList<>();
        root.sections("contacts", "contact", each -> contacts.add(people.contact(each)));
        List<Team> teams = new ArrayList<>();
        root.sections("teams", "team", each -> teams.add(people.team(each)));
        List<Schedule> schedules = new ArrayList<>();
        root.optionalSections("schedules", "schedule", each -> schedules.add(people.schedule(each)));
        List<Target> targets = new ArrayList<>();
        root.optionalSections("targets", "target", each -> targets.add(TargetReader.read(each, names)));
        Pack pack = new Pack(
                name,
                severities,
                tiers,
                dependencies,
                probes,
                rules,
                diagnoses,
                contacts,
                teams,
                schedules,
                new EscalationReader(names).readAll(root),
                targets);
        root.close();
        names.reportDangling();
        RuleChecks.checkAgainstPack(pack, names, findings);
        return pack;
    }

    private void checkUsable(Pack pack, Function<Rule, Optional<String>> objection) {
        for (Rule rule : pack.rules()) {
            objection
                    .apply(rule)
                    .ifPresent(reason -> findings.report(
                            names.lineOf(Names.Kind.RULE, rule.id()),
                            "rule '%s' would never fire: %s".formatted(rule.id(), reason),
                            "a rule that this platform can evaluate"));
        }
    }

    private Map<String, List<Channel>> tiers(Section root) {
        Map<String, List<Channel>> tiers = new LinkedHashMap<>();
        root.section("tiers")
                .ifPresent(section -> section.keys().forEach(tier -> {
                    names.define(Names.Kind.TIER, tier);
                    tiers.put(
                            tier.text(),
                            section.texts(tier.text()).stream()
                                    .map(word -> section.oneOf(
                                            word, Channel::of, Channel.EMAIL, "page, slack, email or digest"))
                                    .toList());
                }));
        return tiers;
    }

    private Diagnosis diagnosis(Section section) {
        Word id = section.text("id");
        names.define(Names.Kind.DIAGNOSIS, id);
        Word path = section.text("get");
        if (!path.text().isEmpty() && !path.text().startsWith("/")) {
            section.report(path.line(), "'get' is '%s'".formatted(path.text()), "a path of ours that starts with /");
        }
        return new Diagnosis(id.text(), section.text("name").text(), path.text());
    }
}
