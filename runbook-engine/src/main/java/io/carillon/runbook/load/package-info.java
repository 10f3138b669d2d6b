/** Where packs come from, and how a running platform changes to another without ever having none. */
@NullMarked
package io.carillon.runbook.load;

import org.jspecify.annotations.NullMarked;
