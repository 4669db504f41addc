import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html, jsonInScript } from '../../src/page/html.ts';

test('what comes from elsewhere is text, markup goes in as it is', () => {
  const name = '</td><img src=x onerror="alert(1)">\u202e&\'';
  const cell = html`<td>${name}</td>`;
  assert.equal(
    html`<tr class="${'a"b'}">${[cell]}${undefined}${3}</tr>`.text,
    '<tr class="a&quot;b"><td>&lt;/td&gt;&lt;img src=x onerror=&quot;alert(1)&quot;&gt;\ufffd&amp;&#39;</td>3</tr>',
  );
});

test('JSON in a script ends no script, opens no comment, and reads back', () => {
  const value = { name: '</script><!-- <script>\u2028&' };
  const text = jsonInScript(value);
  assert.doesNotMatch(text, /[<>&\u2028]/);
  assert.deepEqual(JSON.parse(text), value);
});
