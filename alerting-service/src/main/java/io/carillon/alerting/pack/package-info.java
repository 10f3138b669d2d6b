/** The runbook pack that this process runs by: read at start, refused when broken, turned into alerts. */
@NullMarked
package io.carillon.alerting.pack;

import org.jspecify.annotations.NullMarked;
