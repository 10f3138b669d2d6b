package io.carillon.webhook.prompt;

/** A key of a file of texts. */
public interface TextName {

    /** As it stands in the file. */
    String property();
}
