/** Text messages: appointments confirmed through an outbox that never sends twice, STOP and HELP heeded, incoming ones answered. */
@NullMarked
package io.carillon.webhook.sms;

import org.jspecify.annotations.NullMarked;
