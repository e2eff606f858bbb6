/** Images for Amazon's EC2. */
@NullMarked
package org.imagefactory.clouds.ec2;

import org.jspecify.annotations.NullMarked;
