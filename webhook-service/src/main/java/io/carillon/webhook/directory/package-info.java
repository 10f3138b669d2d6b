/** Which clinic a telephone number or an assistant belongs to, held in memory and fed from {@code carillon.clinics}. */
@NullMarked
package io.carillon.webhook.directory;

import org.jspecify.annotations.NullMarked;
