package io.carillon.webhook.prompt;

import java.util.Map;
import java.util.Set;

/** The texts worth a recording: those that do not change from call to call. */
public interface FixedPrompts {

    Map<Language, Set<String>> texts();
}
