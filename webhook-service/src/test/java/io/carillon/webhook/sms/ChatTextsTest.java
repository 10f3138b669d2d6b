package io.carillon.webhook.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.webhook.prompt.Language;
import io.carillon.webhook.prompt.PromptKey;
import io.carillon.webhook.prompt.TextName;
import io.carillon.webhook.prompt.Texts;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChatTextsTest {

    private final Texts<ChatKey> texts = Texts.load("chat-", ChatKey.class);

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyFileHasExactlyTheMenusKeysAndThoseOfWriting(Language language) throws IOException {
        var keys = Stream.<TextName>concat(Arrays.stream(PromptKey.values()), Arrays.stream(ChatKey.values()))
                .map(TextName::property)
                .toList();

        assertThat(file(language).stringPropertyNames()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void whoIsAskedToWaitIsAskedInTheClinicsLanguage() {
        assertThat(texts.text(Language.ENGLISH, ChatKey.ONE_MOMENT)).startsWith("One moment, please");
        assertThat(texts.text(Language.FRENCH, ChatKey.ONE_MOMENT)).startsWith("Un instant, s'il vous plaît");
    }

    private static Properties file(Language language) throws IOException {
        var path = "/prompts/chat-" + language.code() + ".properties";
        try (var file = Objects.requireNonNull(ChatTextsTest.class.getResourceAsStream(path))) {
            var properties = new Properties();
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return properties;
        }
    }
}
