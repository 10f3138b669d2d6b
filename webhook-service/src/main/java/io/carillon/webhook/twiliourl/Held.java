package io.carillon.webhook.twiliourl;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What Twilio said of the account's numbers. */
sealed interface Held {

    /** @param complete whether these are all that the account has */
    record Numbers(List<Number> numbers, boolean complete) implements Held {
        public Numbers {
            numbers = List.copyOf(numbers);
        }
    }

    /** @param why one of few words */
    record NotAsked(String why) implements Held {}

    /**
     * A number as Twilio has it.
     *
     * @param sid by which Twilio changes it
     * @param phone E.164
     * @param values empty text for what is not set
     */
    record Number(String sid, String phone, Map<NumberField, String> values) {
        public Number {
            values = Map.copyOf(new EnumMap<>(values));
        }

        String value(NumberField field) {
            return values.getOrDefault(field, "");
        }
    }
}
