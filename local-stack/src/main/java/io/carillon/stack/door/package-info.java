/** The front door: one public address that forwards each path of deploy/routes.yaml to its owner. */
@NullMarked
package io.carillon.stack.door;

import org.jspecify.annotations.NullMarked;
