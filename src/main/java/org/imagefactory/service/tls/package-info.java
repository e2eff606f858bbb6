/** Keys and certificates of the service: from a PEM file, or made for one run. */
@NullMarked
package org.imagefactory.service.tls;

import org.jspecify.annotations.NullMarked;
