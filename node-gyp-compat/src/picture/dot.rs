//! A picture in Graphviz's language.

use crate::picture::Picture;

pub fn write(picture: &Picture) -> String {
    let mut text = String::from(
        "digraph targets {\n  node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=11];\n  \
         edge [color=\"#555555\"];\n",
    );
    for (index, target) in picture.boxes.iter().enumerate() {
        let mut label = format!("{}\\n", quote(&target.title));
        for line in &target.lines {
            label.push_str(&format!("{}\\l", quote(line)));
        }
        let pen = if target.own { ", penwidth=2" } else { "" };
        text.push_str(&format!("  t{index} [label=\"{label}\"{pen}];\n"));
    }
    for arrow in &picture.arrows {
        let style = if arrow.linked { "" } else { " [style=dashed]" };
        text.push_str(&format!("  t{} -> t{}{style};\n", arrow.from, arrow.to));
    }
    text.push_str("}\n");
    text
}

fn quote(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_quoted_and_arrows_styled() {
        let text = super::write(&crate::picture::example());
        assert!(text.contains("t2 [label=\"c <&> \\\"q\\\"\\nnone\\l3 sources\\l\"];"), "{text}");
        assert!(text.contains("t0 -> t1;") && text.contains("t0 -> t2 [style=dashed];"), "{text}");
    }
}
