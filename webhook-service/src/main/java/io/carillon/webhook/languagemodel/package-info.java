/** Has a language model of OpenAI's say which of a few things somebody means, where our own words do not know it. */
@NullMarked
package io.carillon.webhook.languagemodel;

import org.jspecify.annotations.NullMarked;
