package io.carillon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A pack as an operator makes one: a copy with another name and another limit. No Java is touched. */
final class CopiedPack {

    /** The default pack's limit of failed Twilio callbacks in five minutes (R-ALRT-05), and the copy's. */
    static final int LIMIT = 10;

    static final int CHANGED_LIMIT = 4;

    private CopiedPack() {}

    /** @return the directory that {@code CARILLON_RUNBOOKS} is set to */
    static Path write(Path original, Path copy) {
        try {
            var text = Files.readString(original);
            var changed = text.replaceFirst("(?m)above: %d$".formatted(LIMIT), "above: " + CHANGED_LIMIT)
                    .replaceFirst(
                            "(?m)^pack: \\S+",
                            "pack: " + copy.getFileName().toString().replace(".yaml", ""));
            assertThat(changed).as("a copy with another limit").contains("above: " + CHANGED_LIMIT + "\n");
            Files.createDirectories(copy.getParent());
            Files.writeString(copy, changed);
            return copy.getParent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
