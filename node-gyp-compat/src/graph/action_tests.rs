//! The steps of `actions`, `rules` and `copies`: their words, their files, their order.

use super::*;
use crate::targets::test_targets::space;
use crate::test_space::TestSpace;

fn graph(space: &TestSpace) -> Graph {
    super::tests::graph(space).expect("the test's graph can be made").0
}

fn error(text: &str) -> String {
    super::tests::graph(&space(text)).err().unwrap_or_else(|| "no error".into())
}

fn step<'g>(graph: &'g Graph, output: &str) -> &'g Step {
    &graph.steps[graph.maker(output).unwrap_or_else(|| panic!("nothing makes {output}"))]
}

/// Whether the step that makes `first` must have run before the one that makes `then`.
fn ordered(graph: &Graph, first: &str, then: &str) -> bool {
    let steps = graph.steps.len();
    let (_, dependents) = graph.waits();
    let goal = graph.maker(then).unwrap_or_else(|| panic!("nothing makes {then}"));
    let mut open = vec![graph.maker(first).unwrap_or_else(|| panic!("nothing makes {first}"))];
    let mut seen = vec![false; steps + graph.gates.len()];
    while let Some(node) = open.pop() {
        if node == goal {
            return true;
        }
        for &dependent in &dependents[node] {
            if !std::mem::replace(&mut seen[dependent], true) {
                open.push(dependent);
            }
        }
    }
    false
}

#[test]
fn an_action_sees_what_make_would_show_it() {
    let space = space(
        "{'targets': [{'target_name': 'd', 'type': 'none', 'dependencies': ['deps/d.gyp:t']}]}",
    );
    space.write("deps/in.txt", "");
    space.write(
        "deps/d.gyp",
        "{'targets': [{'target_name': 't', 'type': 'none', 'actions': [{
           'action_name': 'gen', 'message': 'Generating', 'inputs': ['in.txt'],
           'outputs': ['$(obj).target/$(TARGET)/geni/g.c', 'out/h.h', '$(obj)/gen/../i.h'],
           'action': ['./tool', '>@(_inputs)', '$(builddir)/a b', '$(BUILDTYPE)', '\"q\"', '*', '2']}]}]}",
    );
    let graph = graph(&space);
    let action = step(&graph, "Release/obj.target/t/geni/g.c");
    let built = space.path("build/Release").display().to_string();
    let words = ["./tool", "in.txt", &format!("{built}/a b"), "Release", "\"q\"", "*", "2"];
    assert_eq!(action.command, words);
    assert_eq!((&action.directory[..], &action.title()[..]), ("../deps", "ACTION Generating"));
    assert_eq!(action.inputs, ["../deps/in.txt"]);
    assert_eq!(action.outputs[1..], ["../deps/out/h.h", "Release/obj/i.h"]);
}

#[test]
fn dollars_and_unknown_programs_go_through_a_shell() {
    let of = |action: &str| {
        let text = format!(
            "{{'targets': [{{'target_name': 't', 'type': 'none', 'actions': [
               {{'action_name': 'a/b', 'action': [{action}]}}]}}]}}"
        );
        let space = space(&text);
        step(&graph(&space), "Release/obj.target/t/a_b.done").command.clone()
    };
    assert_eq!(of("'sh', '-c', 'echo \"x\" && y'"), ["sh", "-c", "echo \"x\" && y"]);
    assert_eq!(of("'echo', '$$HOME it`s'")[2], "echo \"$HOME it\\`s\"");
    // A builtin of the shell is found by it, and a program that is nowhere is missed by it.
    assert_eq!(of("'no-such-builtin', 'a b'"), ["/bin/sh", "-c", "no-such-builtin \"a b\""]);
    assert_eq!(of("'$(MAKE)', '-C', 'x'")[0], std::env::var("MAKE").unwrap_or("make".into()));
    // Outputs that name nothing are none.
    assert_eq!(of("'true'], 'outputs': ['', '.', '../'"), ["true"]);
}

#[test]
fn outputs_are_compiled_and_everything_waits_for_them() {
    let space = space(
        "{'targets': [
           {'target_name': 'addon', 'type': 'loadable_module', 'sources': ['addon.cc'],
            'dependencies': ['mid', 'tool'],
            'actions': [{'action_name': 'own', 'inputs': ['x.c'], 'outputs': ['$(obj)/gen/own.c', '$(obj)/gen/own.o'],
                         'action': ['touch', 'a'], 'process_outputs_as_sources': 1}]},
           {'target_name': 'plain', 'type': 'loadable_module', 'sources': ['addon.cc'], 'dependencies': ['mid', 'tool']},
           {'target_name': 'mid', 'type': 'static_library', 'sources': ['lib/y.c'], 'dependencies': ['headers']},
           {'target_name': 'tool', 'type': 'executable', 'sources': ['x.c']},
           {'target_name': 'headers', 'type': 'none',
            'actions': [{'action_name': 'h', 'outputs': ['$(obj)/gen/h.h'], 'action': ['touch', 'h']}]}]}",
    );
    let graph = graph(&space);
    let (own, h) = ("Release/obj/gen/own.c", "Release/obj/gen/h.h");
    let objects = ["addon/addon.o", "addon/gen/own.o", "plain/addon.o", "mid/lib/y.o", "tool/x.o"]
        .map(|name| format!("Release/obj.target/{name}"));
    let [addon_o, own_o, plain_o, mid_o, tool_o] = objects.each_ref().map(String::as_str);
    for (first, then) in
        [(own, addon_o), (own, own_o), (h, addon_o), (h, plain_o), (h, mid_o), (h, own)]
    {
        assert!(ordered(&graph, first, then), "{first} before {then}");
    }
    // Compiling waits for headers that might be needed, and for no object or library.
    for (first, then) in [(mid_o, plain_o), (tool_o, plain_o), (h, tool_o), (own, mid_o)] {
        assert!(!ordered(&graph, first, then), "{first} before {then}");
    }
    // An action may run what a dependency built.
    assert!(ordered(&graph, "Release/tool", own));
    let link = step(&graph, "Release/obj.target/libaddon.so").command.join(" ");
    let group = format!("--start-group {addon_o} {own_o} Release/obj/gen/own.o ");
    assert!(link.contains(&group), "{link}");
}

#[test]
fn rules_are_done_for_each_source_of_their_extension() {
    let space = space(
        "{'targets': [{'target_name': 'a', 'type': 'static_library', 'sources': ['p/one.two.in', 'b.in', 'x.c', '.in'],
           'rules': [{'rule_name': 'r', 'extension': 'in', 'inputs': ['x.c'],
                      'outputs': ['$(obj)/gen/$(RULE_INPUT_ROOT).c', '$(RULE_INPUT_DIRNAME)/$(RULE_INPUT_ROOT).h'],
                      'action': ['echo', '$(RULE_INPUT_PATH)', '$(RULE_INPUT_DIRNAME)', '$(RULE_INPUT_EXT)', '$(RULE_INPUT_NAME)'],
                      'process_outputs_as_sources': 1}]}]}",
    );
    space.write("p/one.two.in", "");
    space.write("b.in", "");
    let graph = graph(&space);
    let rule = step(&graph, "Release/obj/gen/one.two.c");
    let path = space.path("p/one.two.in").display().to_string();
    assert_eq!(rule.command, ["echo", &path, "p", ".in", "one.two.in"]);
    assert_eq!(rule.inputs, ["../p/one.two.in", "../x.c"]);
    assert_eq!(rule.outputs[1], "../p/one.two.h");
    assert_eq!(rule.title(), "RULE r one.two.in");
    let other = step(&graph, "Release/obj/gen/b.c");
    assert_eq!((&other.command[2][..], &other.outputs[1][..]), (".", "../b.h"));
    assert!(ordered(&graph, "Release/obj/gen/b.c", "Release/obj.target/a/gen/b.o"));
    assert!(ordered(&graph, "Release/obj/gen/b.c", "Release/obj.target/a/x.o"));
    assert_eq!(graph.steps.iter().filter(|step| step.kind == StepKind::Rule).count(), 2);
}

#[test]
fn copies_have_one_step_each_and_may_need_the_product() {
    let space = space(
        "{'targets': [{'target_name': 'a', 'type': 'loadable_module', 'sources': ['x.c'], 'copies': [
             {'destination': '$(builddir)/x', 'files': ['x.c', 'lib/']},
             {'destination': '.', 'files': ['x.c']},
             {'destination': 'dist/>(_target_name)', 'files': ['$(builddir)/liba.so', 'MODULE/addon.cc']}]},
           {'target_name': 'b', 'type': 'none', 'dependencies': ['a'], 'copies': [
             {'destination': '$(builddir)/x', 'files': ['x.c']}]}]}",
    );
    let text = space.read("binding.gyp").replace("MODULE", &space.root().to_string_lossy());
    space.write("binding.gyp", &text);
    let graph = graph(&space);
    let copies: Vec<_> = graph.steps.iter().filter(|step| step.kind == StepKind::Copy).collect();
    // Not the file onto itself, and the same copy of two targets only once.
    assert_eq!(copies.len(), 4);
    assert_eq!(step(&graph, "Release/x/lib").inputs, ["../lib"]);
    assert_eq!(step(&graph, "../dist/a/addon.cc").inputs, ["../addon.cc"]);
    assert!(ordered(&graph, "Release/x/x.c", "Release/obj.target/a/x.o"));
    assert!(ordered(&graph, "Release/liba.so", "../dist/a/liba.so"));
    assert!(!ordered(&graph, "../dist/a/liba.so", "Release/obj.target/a/x.o"));
}

#[test]
fn only_hard_dependencies_keep_static_libraries_waiting() {
    let text = |hard: &str| {
        format!(
            "{{'targets': [
               {{'target_name': 'a', 'type': 'static_library', 'sources': ['x.c'], 'dependencies': ['b'],
                'actions': [{{'action_name': 'g', 'outputs': ['$(obj)/gen/g.h'], 'action': ['touch', 'g']}}]}},
               {{'target_name': 'b', 'type': 'static_library', 'sources': ['lib/y.c'], {hard}}}]}}"
        )
    };
    let waits = |hard: &str| {
        let space = space(&text(hard));
        ordered(&graph(&space), "Release/obj.target/libb.a", "Release/obj/gen/g.h")
    };
    assert!(!waits("'hard_dependency': 0"));
    assert!(waits("'hard_dependency': 1"));
}

#[test]
fn postbuilds_belong_to_the_link_on_macos_only() {
    let text = "{'targets': [{'target_name': 'a', 'type': 'executable', 'sources': ['x.c'],
        'postbuilds': [{'postbuild_name': 'strip it', 'action': ['strip', '$(builddir)/a']}]}]}";
    let space = space(text);
    let link = |os: &str| {
        let (graph, _) = super::tests::graph_for(&space, os).unwrap();
        step(&graph, "Release/a").postbuilds.clone()
    };
    assert!(link("linux").is_empty());
    let postbuilds = link("mac");
    let product = space.path("build/Release/a").display().to_string();
    assert_eq!(postbuilds[0].command, ["strip", &product]);
    assert_eq!((&postbuilds[0].name[..], &postbuilds[0].directory[..]), ("strip it", ".."));
}

#[test]
fn mistakes() {
    let actions = |actions: &str| {
        error(&format!(
            "{{'targets': [{{'target_name': 't', 'type': 'none', 'actions': [{actions}]}}]}}"
        ))
    };
    let action = |name: &str, input: &str, output: &str| {
        format!(
            "{{'action_name': '{name}', 'inputs': ['{input}'], 'outputs': ['{output}'], 'action': ['touch', '{name}']}}"
        )
    };
    assert_eq!(
        actions(&action("a", "gone/in.txt", "o")),
        "gone/in.txt does not exist, and nothing makes it"
    );
    let circle = actions(&format!("{}, {}", action("a", "p", "q"), action("b", "q", "p")));
    assert!(circle.contains("wait for each other: ACTION "), "{circle}");
    assert!(actions(&action("a", "p", "p")).contains("ACTION a, which needs ACTION a"));
    let twice = actions(&format!("{}, {}", action("a", "x.c", "q"), action("b", "x.c", "q")));
    assert!(twice.contains("q would be made twice"), "{twice}");
    // The same thing asked for twice is no mistake.
    assert_eq!(actions(&format!("{0}, {0}", action("a", "x.c", "q"))), "no error");
    let copy = error(
        "{'targets': [{'target_name': 't', 'type': 'none',
           'copies': [{'destination': 'd', 'files': ['gone']}]}]}",
    );
    assert_eq!(copy, "gone does not exist, and nothing makes it");
}

/// Actions, rules and copies spliced at random from texts that mean something here: each file
/// gives a graph in which everything can run, or a message.
#[test]
fn no_actions_make_the_graph_panic() {
    const TEXTS: [&str; 22] = [
        "x.c",
        "lib/y.c",
        "lib",
        "$(obj)/gen/a.c",
        "$(obj).target/t/geni/b.o",
        "$(builddir)/liba.so",
        "$(RULE_INPUT_ROOT).c",
        "$(RULE_INPUT_DIRNAME)/x",
        "$(RULE_INPUT_PATH)",
        "..",
        ".",
        "",
        "/",
        "/tmp/x.in",
        "a.in",
        "../../x",
        "$(",
        "$$x",
        "$(dir x)",
        "..in",
        "Release/t",
        "-x",
    ];
    let mut random = crate::test_random::numbers(0x9e37_79b9_7f4a_7c15);
    let space = space("");
    let (mut good, mut bad) = (0, 0);
    for _ in 0..200 {
        let mut list = |most: usize| {
            let texts: Vec<_> = (0..random(most + 1))
                .map(|_| format!("'{}'", TEXTS[random(TEXTS.len())]))
                .collect();
            format!("[{}]", texts.join(", "))
        };
        let step = |name: &str, list: &mut dyn FnMut(usize) -> String| {
            format!(
                "'{name}': 'n', 'inputs': {}, 'outputs': {}, 'action': ['touch', 'x'], 'process_outputs_as_sources': 1",
                list(2),
                list(2)
            )
        };
        let actions = step("action_name", &mut list);
        let rules = step("rule_name", &mut list);
        let text = format!(
            "{{'targets': [{{'target_name': 't', 'type': 'executable', 'sources': {}, 'dependencies': ['a'],
               'actions': [{{{actions}}}], 'rules': [{{'extension': 'in', {rules}}}]}},
              {{'target_name': 'a', 'type': 'shared_library', 'copies': [{{'destination': 'd', 'files': {}}}]}}]}}",
            list(3),
            list(2)
        );
        space.write("binding.gyp", &text);
        match super::tests::graph(&space) {
            Ok(_) => good += 1,
            Err(message) => {
                assert!(!message.is_empty());
                bad += 1;
            }
        }
    }
    assert!(good > 10 && bad > 10, "{good} good and {bad} bad files test little");
}
