/** Speech is asked for and made: one provider call an entry, however many ask and wherever. */
@NullMarked
package io.carillon.ttscache.synthesis;

import org.jspecify.annotations.NullMarked;
