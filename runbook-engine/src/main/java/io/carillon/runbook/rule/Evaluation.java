package io.carillon.runbook.rule;

/** What an evaluator made of it: the state to keep and what it means now. */
public record Evaluation<S>(S state, Verdict verdict) {}
