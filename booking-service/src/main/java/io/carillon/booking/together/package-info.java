/** Work that arrives while earlier work is under way is collected and done together; nobody waits for company (ADR 24). */
@NullMarked
package io.carillon.booking.together;

import org.jspecify.annotations.NullMarked;
