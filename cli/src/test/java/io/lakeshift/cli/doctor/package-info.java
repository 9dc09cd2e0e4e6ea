/** What is said of prerequisites. */
@NullMarked
package io.lakeshift.cli.doctor;

import org.jspecify.annotations.NullMarked;
