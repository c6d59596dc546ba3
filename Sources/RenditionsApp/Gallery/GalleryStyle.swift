/// How the page looks: by day and by night, on a desk and on a phone.
enum GalleryStyle {
    static let text = """
        :root { color-scheme: light dark; --page: #f4f4f1; --card: #ffffff; --text: #1d1f21; --dim: #6a6f76;
          --line: #e2e2dd; --good: #18794e; --bad: #b3261e; --check: #e9e9e6; }
        @media (prefers-color-scheme: dark) { :root { --page: #131416; --card: #1c1e21; --text: #e9eaec;
          --dim: #969ca5; --line: #2d3035; --good: #57c894; --bad: #ff8a80; --check: #26292d; } }
        * { box-sizing: border-box; margin: 0; padding: 0; }
        body { background: var(--page); color: var(--text); font: 15px/1.45 system-ui, -apple-system, "Segoe UI",
          Roboto, "Helvetica Neue", Arial, sans-serif; padding: clamp(14px, 3vw, 40px); max-width: 1480px;
          margin: 0 auto; }
        header { margin-bottom: clamp(18px, 3vw, 34px); }
        h1 { font-size: clamp(26px, 4vw, 38px); letter-spacing: -0.02em; line-height: 1.15; }
        header > p, footer { color: var(--dim); }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px;
          margin-top: 20px; }
        .tiles > div { background: var(--card); border: 1px solid var(--line); border-radius: 12px;
          padding: 12px 16px; }
        dt { color: var(--dim); font-size: 13px; }
        .tiles dd { font-size: 24px; font-weight: 650; letter-spacing: -0.01em; }
        .tiles dd.detail { font-size: 13px; font-weight: 400; color: var(--dim); letter-spacing: 0; }
        main { display: grid; gap: clamp(16px, 2.2vw, 28px); }
        article { background: var(--card); border: 1px solid var(--line); border-radius: 16px; overflow: hidden;
          display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); }
        article.failed { display: block; padding: 16px 20px; border-left: 4px solid var(--bad); }
        .failed code { color: var(--bad); margin-right: 6px; }
        h2 { font-size: 17px; overflow-wrap: anywhere; }
        .original { padding: 18px; border-right: 1px solid var(--line); }
        .stage, .frame { border-radius: 10px; overflow: hidden; display: grid; place-items: center;
          background-color: var(--check); }
        .clear { background: repeating-conic-gradient(var(--check) 0 25%, transparent 0 50%) 0 0 / 18px 18px;
          box-shadow: inset 0 0 0 1px var(--line); }
        .stage { margin-bottom: 12px; }
        .stage:not(.clear) { background-size: cover; }
        .stage img { display: block; max-width: 100%; height: auto; max-height: 560px; width: auto; }
        .facts { list-style: none; display: flex; flex-wrap: wrap; gap: 6px; margin-top: 8px; }
        .facts li { font-size: 12.5px; color: var(--dim); border: 1px solid var(--line); border-radius: 999px;
          padding: 1px 9px; }
        .renditions { padding: 18px; display: grid; gap: 16px 14px; align-content: start;
          grid-template-columns: repeat(auto-fill, minmax(165px, 1fr)); }
        .frame { height: 150px; padding: 0; }
        .frame img { display: block; max-width: 100%; max-height: 150px; width: auto; height: auto; }
        figcaption { margin-top: 7px; font-size: 13px; display: flex; flex-wrap: wrap;
          justify-content: space-between; gap: 0 8px; }
        figcaption small { flex: 1 0 100%; color: var(--dim); font-size: 12px; line-height: 1.5; }
        em { font-style: normal; font-weight: 600; white-space: nowrap; }
        .saved { color: var(--good); } .more { color: var(--bad); }
        .analysis { grid-column: 1 / -1; border-top: 1px solid var(--line); padding: 14px 18px; display: flex;
          flex-wrap: wrap; gap: 16px 30px; align-items: center; }
        .placeholder { display: flex; align-items: center; gap: 12px; min-width: 0; }
        .placeholder img { width: auto; height: 54px; border-radius: 7px; }
        .placeholder figcaption { margin: 0; display: block; }
        .placeholder strong { display: block; }
        code { font: 12px/1.4 ui-monospace, "SF Mono", Menlo, Consolas, monospace; color: var(--dim);
          overflow-wrap: anywhere; }
        .palette { list-style: none; display: flex; flex-wrap: wrap; gap: 8px; }
        .palette li { display: grid; justify-items: center; gap: 3px; }
        .palette i { width: 54px; height: 32px; border-radius: 7px; border: 1px solid var(--line); }
        .numbers { display: flex; flex-wrap: wrap; gap: 6px 24px; }
        .numbers dd { font-size: 14px; font-variant-numeric: tabular-nums; }
        footer { margin-top: 24px; }
        @media (max-width: 820px) { article { grid-template-columns: minmax(0, 1fr); }
          .original { border-right: 0; border-bottom: 1px solid var(--line); padding: 12px; }
          .renditions { padding: 12px; grid-template-columns: repeat(auto-fill, minmax(135px, 1fr)); }
          .frame { height: 120px; } .frame img { max-height: 120px; } }
        """
}
