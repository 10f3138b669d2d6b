package io.carillon.runbook.parse;

/** A text and the line it stands on. */
record Word(String text, int line) {}
