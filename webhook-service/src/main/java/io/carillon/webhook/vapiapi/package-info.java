/** The way to Vapi's REST API: key, circuit, and the one question that is asked there, who takes this call. */
@NullMarked
package io.carillon.webhook.vapiapi;

import org.jspecify.annotations.NullMarked;
