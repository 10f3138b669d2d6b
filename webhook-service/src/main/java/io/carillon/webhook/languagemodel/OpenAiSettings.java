package io.carillon.webhook.languagemodel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The way to OpenAI, {@code carillon.openai.*}; application.properties fills the first four from the environment. */
@ConfigMapping(prefix = "carillon.openai")
interface OpenAiSettings {

    /** {@code OPENAI_URL}. */
    @WithDefault("https://api.openai.com")
    URI url();

    /** {@code OPENAI_API_KEY}; without one OpenAI is not asked anything. */
    Optional<String> key();

    /** {@code OPENAI_MODEL}; one that knows structured outputs. */
    @WithDefault("gpt-4o-mini")
    String model();

    /** {@code OPENAI_TIMEOUT}, in milliseconds as the runbook has it: 1 to 600,000. */
    @WithDefault("10000")
    int timeout();

    /**
     * Where somebody is waiting, instead of a longer {@code timeout}: ten seconds and anything else already miss the goal of ten
     * (R-WEB-05), and the caller hears nothing meanwhile. Less than half of {@code carillon.twilio.deadline}.
     */
    @WithDefault("3s")
    Duration live();

    /** Time-out of connecting. */
    @WithDefault("1s")
    Duration connect();

    /** Questions of one replica at a time; who says something beyond is asked again. */
    @WithDefault("32")
    int parallel();

    /**
     * From asking to the end of the answer, connecting included, while somebody waits.
     *
     * @throws IllegalArgumentException for a time-out that is none
     */
    default Duration answer() {
        if (timeout() < 1 || timeout() > 600_000) {
            throw new IllegalArgumentException(
                    "OPENAI_TIMEOUT is " + timeout() + "; expected milliseconds from 1 to 600000, for example 10000");
        }
        var whole = Duration.ofMillis(timeout());
        return whole.compareTo(live()) < 0 ? whole : live();
    }
}
