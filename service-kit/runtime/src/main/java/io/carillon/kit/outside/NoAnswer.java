package io.carillon.kit.outside;

/** Why somebody outside has not answered. */
public enum NoAnswer {
    /** Too many calls failed shortly before, or too many are under way: nobody was asked. */
    NOT_ASKED,
    /** No connection. */
    UNREACHABLE,
    /** Asked, and no answer in time. */
    TIMEOUT,
    /** Asked, and the connection was lost; also where more came than an answer has. */
    CONNECTION_LOST
}
