package org.imagefactory.config;

import java.util.List;

/** Configuration files with one oddity each. */
final class OddFiles {

    static final List<String> TEXTS =
            List.of(
                    "",
                    "\n\n",
                    "# only a comment",
                    "key=before any section\n",
                    "  [a]\n  k=v\n",
                    "\ufeff[a]\nk=v\n",
                    "\ufeff# comment\n[a]\nk=v\n",
                    "[a]\nk=v\n[a]\nk2=v\n",
                    "[a]\nk=v\nK=w\n",
                    "[DEFAULT]\nk=v\n[DEFAULT]\nk2=w\n[a]\n",
                    "[DEFAULT]\nk=v\n[DEFAULT]\nk=w\n",
                    "[a]\nk\n",
                    "[a]\nk=\n",
                    "[a]\nk:\n",
                    "[a]\nk=\n  x\n",
                    "[a]\nk=\n\n  x\n",
                    "[a]\nk=v\n\n  x\n\n\n  y\n\n",
                    "[a]\nk=v\n  # comment\n  x\n",
                    "[a]\nk=v\n# comment\n  x\n",
                    "[a]\nk=v\n  [b]\n  x=y\n",
                    "[a]\nk=v\n  x=y\n",
                    "[a]\n  k=v\n  x=y\n",
                    "[a]\n  k=v\n x=y\n   z\n",
                    "[a]\n    k=v\n  x=y\n    z=1\n",
                    "[a]\n  k=v\n[b]\n  x=y\n",
                    "[a]\n  continuation of nothing\n",
                    "[a] k=v\n",
                    "[a] ; comment\nk=v\n",
                    "[a]]\nk=v\n",
                    "[[a]]\nk=v\n",
                    "[a\nk=v\n",
                    "[]\nk=v\n",
                    "[ ]\nk=v\n",
                    "[]]\nk=v\n",
                    "[a=b\n",
                    "[a]\n[x=y\n",
                    "[a]\nk = v = w : x\n",
                    "[a]\nk : v = w\n",
                    "[a]\nk=v ; not a comment\nl=v # neither\n",
                    "[a]\r\nk=v\r\n  x\r\n",
                    "[a]\rk=v\r  x\r",
                    "[a]\nk=v\u2028x=y\n",
                    "[a]\nk=v\u0085x=y\n",
                    "[a]\nk=v\fx=y\n",
                    "[a]\n\fk=v\n",
                    "[a]\nk=v\n\u00a0x\n",
                    "[a]\nk=v\n\u200bx=y\n",
                    "[a]\nk=v\n\u3000\n w\n",
                    "[a]\nKEY=v\nx=${KEY} ${key} ${Key}\n",
                    "[a]\nk=v\nx=${a:K} ${A:k}\n",
                    "[a]\nx=$\n",
                    "[a]\nx=$y\n",
                    "[a]\nx=$$\ny=$$$$\nz=$$$\n",
                    "[a]\nx=${\n",
                    "[a]\nx=${}\n",
                    "[a]\nx=${x}\n",
                    "[a]\nx=${y}\ny=${x}\n",
                    "[a]\nx=${unknown}\n",
                    "[a]\nx=${b:k}\n",
                    "[a]\nx=${a:b:c}\n",
                    "[a]\nx=${:k}\nk=v\n",
                    "[a]\nx=${a:}\nk=v\n",
                    "[a]\nx=${ k }\nk=v\n",
                    "[a]\nx=${DEFAULT:k}\n[DEFAULT]\nk=v\n",
                    "[a]\nx=${b:y}\nz=a\n[b]\ny=${z}\nz=b\n",
                    "[a]\nx=${b:y}\nz=a\n[b]\ny=${z}\n",
                    "[DEFAULT]\nx=${z}\n[a]\nz=a\n[b]\nz=b\n[c]\n",
                    "[a]\nx=${k}\nk=$${y}\ny=z\n",
                    "[a]\nx=1${k\n  }2\nk=v\n",
                    chain(9),
                    chain(10),
                    chain(11),
                    "[a]\nk=%(x)s 100% \\n \\\\ \\\n",
                    "[a]\nk='v' \"w\"\n",
                    "[ä]\nÄ=ö\nx=${Ä} ${ä:ä}\n",
                    "[a]\nΑΣ=1\nx=${ασ} ${ας}\n",
                    "[a]\n# = comment\n;x\n",
                    "[a]\nk#=v\nl;=w\n",
                    "[a]\nk=#\n",
                    "[a]\nk=v",
                    "[a]\nk=v\n   ",
                    "[default]\nk=v\n[a]\n",
                    "[a]\nrem=v\nREM x=y\n",
                    "[a]\nk\tl=v\n",
                    "[a]\nk=\u0000\n",
                    "[a]\n=v\n",
                    "[a]\n:v\n",
                    "[a]\nk=v\n  =x\n");

    private OddFiles() {}

    /** A value that needs references as deep as the number says; the last one has no dollar. */
    private static String chain(int depth) {
        StringBuilder out = new StringBuilder("[a]\n");
        for (int i = 0; i < depth; i++) {
            out.append("k%d=${k%d}\n".formatted(i, i + 1));
        }
        return out.append("k%d=end\n".formatted(depth)).toString();
    }
}
