/** What is kept: the words and voice of a piece of speech, the name it is kept under, and the audio itself. */
@NullMarked
package io.carillon.ttscache.entry;

import org.jspecify.annotations.NullMarked;
