package io.carillon.runbook.parse;

import io.carillon.runbook.pack.Target;
import io.carillon.runbook.pack.Unit;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Reads objectives and panel lines. */
final class TargetReader {
    private static final Set<Unit> UNITS = EnumSet.complementOf(EnumSet.of(Unit.FLAG));

    private TargetReader() {}

    static Target read(Section section, Names names) {
        Word id = section.text("id");
        names.define(Names.Kind.TARGET, id);
        return new Target(
                id.text(),
                section.text("name").text(),
                section.oneOf(section.text("kind"), TargetReader::kind, Target.Kind.PANEL, "slo or panel"),
                section.text("measure").text(),
                LimitReader.single(section, UNITS),
                section.durationOr("over", Duration.ZERO));
    }

    private static Optional<Target.Kind> kind(String word) {
        return switch (word) {
            case "slo" -> Optional.of(Target.Kind.SLO);
            case "panel" -> Optional.of(Target.Kind.PANEL);
            default -> Optional.empty();
        };
    }
}
