/** Images for vSphere, and the part of its SOAP interface that brings them there. */
@NullMarked
package org.imagefactory.clouds.vsphere;

import org.jspecify.annotations.NullMarked;
