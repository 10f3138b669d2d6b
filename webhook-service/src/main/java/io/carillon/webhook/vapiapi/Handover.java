package io.carillon.webhook.vapiapi;

import io.carillon.kit.outside.Unserved;

/** What became of handing a call over to an assistant. */
public sealed interface Handover {

    /** @param twiml of Vapi's, in UTF-8, that connects the caller with the assistant */
    record Taken(byte[] twiml) implements Handover {}

    /** The call stays with us. */
    record NotTaken(Unserved why) implements Handover {}
}
