package io.carillon.traceability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequirementsPageTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    Path checkout;

    /** Run with {@code -Dcarillon.write=true} to write the page anew. */
    @Test
    void thePageSaysWhatTheTestsShow() throws IOException {
        var page = RequirementsPage.of(ROOT);
        var file = ROOT.resolve("docs/requirements.md");

        assertThat(page.unshown()).isEmpty();
        if (Boolean.getBoolean("carillon.write")) {
            Files.writeString(file, page.markdown());
        }
        assertThat(file).hasContent(page.markdown());
    }

    @Test
    void aClaimWithoutATestIsToldAndAMarkWithoutAClaimIsOnlyBegun() throws IOException {
        write("docs/claims/a.properties", "R-BOOK-06=No two at once\nR-BOOK-10=Exists or not\nR-BOOK-9=Order\n");
        write("one/src/test/java/OneTest.java", "@Requirement({\"R-BOOK-06\",\n \"R-BOOK-9\"}) class OneTest {}");
        write("one/two/src/test/java/TwoTest.java", "@Requirement(\"R-WEB-01\") class TwoTest {}");

        var page = RequirementsPage.of(checkout);

        assertThat(page.unshown()).containsExactly("R-BOOK-10");
        assertThat(page.markdown())
                .contains("| R-BOOK-06 | No two at once | `OneTest` |\n| R-BOOK-9 | Order | `OneTest` |\n| R-BOOK-10 |")
                .endsWith("| R-WEB-01 | `TwoTest` |\n");
    }

    private void write(String path, String text) throws IOException {
        var file = checkout.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
