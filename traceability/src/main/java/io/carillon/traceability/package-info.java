/** Says which test shows which requirement of the ledger, and keeps {@code docs/requirements.md} true. */
@NullMarked
package io.carillon.traceability;

import org.jspecify.annotations.NullMarked;
