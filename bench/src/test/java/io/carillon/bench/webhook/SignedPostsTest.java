package io.carillon.bench.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedPostsTest {

    /** What the npm package twilio 6.2.0 computes for the first post of run 1 (getExpectedTwilioSignature). */
    private static final String EXPECTED = "Vra0Ngyj3Zofl21j3PXdvhZ49dY=";

    @Test
    void theSignatureIsTwilios() {
        var post = text(new SignedPosts(1).posts(1).getFirst());

        assertThat(post).contains("\r\nX-Twilio-Signature: " + EXPECTED + "\r\n");
        assertThat(post.substring(post.indexOf("\r\n\r\n") + 4).split("&")).hasSize(23);
    }

    @Test
    void noCallIsSentTwice(@TempDir Path directory) throws IOException {
        var posts = new SignedPosts(1);
        var first = posts.posts(3).stream().map(SignedPostsTest::text);

        var file = Files.readString(posts.write(directory.resolve("posts"), 3));

        var all = Stream.concat(first, List.of(file.split("\0")).stream());
        assertThat(all.map(SignedPostsTest::callSid)).hasSize(6).doesNotHaveDuplicates();
    }

    private static String callSid(String post) {
        var found = Pattern.compile("CallSid=(CA[0-9a-f]{32})(&|$)").matcher(post);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String text(byte[] post) {
        return new String(post, StandardCharsets.US_ASCII);
    }
}
