/** The words of each health path: one vocabulary inside, each path's own words outside. */
@NullMarked
package io.carillon.health.view;

import org.jspecify.annotations.NullMarked;
