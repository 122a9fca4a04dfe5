import { html, nothing } from 'lit'
import { CreateMapDocument, DeleteMapDocument, MapsPageDocument, UpdateMapDocument, type MapsPageQuery } from '../../../api/gen/documents'
import { define } from '../../../elements/define'
import { icons } from '../../../elements/icons'
import { targetName } from '../../../imports/targets'
import { notice } from '../../../sidebar/states'
import { DataPage, refusedBy } from '../../parts/data-page'
import { own } from '../../parts/icons'
import type { MenuItem } from '../../parts/menu'

type SavedMap = MapsPageQuery['importMaps'][number]

/** `<crm-page-maps>`: mappings that imports have kept. Everybody who imports takes them; their makers and managers change them. */
export class MapsPage extends DataPage<MapsPageQuery> {
  protected heading() {
    return this.words.mapsTitle
  }

  protected read() {
    return this.manager.client.query(MapsPageDocument, {})
  }

  protected override tools() {
    return this.#importButton()
  }

  #importButton = () => html`<button class="button" data-testid="import" @click=${() => this.manager.go({ page: 'import' })}>${icons.upload}${this.words.importCsv}</button>`

  #mine = (map: SavedMap) => this.manager.may('CRM_MANAGE') || map.agent?.id === this.manager.viewer.agent.id

  #rename(map: SavedMap) {
    const { words } = this
    this.ask = {
      heading: words.renameMap,
      fields: [{ name: 'name', label: words.nameHead, value: map.name, required: true, max: 100 }],
      go: words.rename,
      run: ({ name }) => this.answered(this.manager.client.query(UpdateMapDocument, { input: { id: map.id, name } })),
    }
  }

  async #delete(map: SavedMap) {
    const { words } = this
    let refused: { message: string } | null = null
    const done = await this.work(async () => (refused = refusedBy(await this.manager.client.query(DeleteMapDocument, { id: map.id }))))
    if (done) this.manager.toast(refused ? { text: (refused as { message: string }).message, bad: true } : { text: words.deleted(map.name), action: { text: words.undo, run: () => void this.#again(map) } })
  }

  async #again({ name, columns, options }: SavedMap) {
    const done = await this.work(async () => {
      const refused = refusedBy(await this.manager.client.query(CreateMapDocument, { input: { name, columns: columns.map(({ header, target }) => ({ header, target })), options } }))
      if (refused) throw new Error(refused.message)
    })
    if (done) this.manager.toast({ text: this.words.broughtBack(name) })
  }

  protected view({ importMaps, customFields }: MapsPageQuery) {
    const { words } = this
    if (!importMaps.length) return notice('file', words.noMapsTitle, words.noMapsText, this.#importButton())
    return html`<table data-testid="maps">
      <thead>
        <tr>
          <th scope="col">${words.nameHead}</th>
          <th scope="col">${words.mapsHead}</th>
          <th scope="col" class="aside">${words.whoHead}</th>
          <th scope="col" class="aside">${words.whenHead}</th>
          <th scope="col"><span class="unseen">${words.actionsFor('')}</span></th>
        </tr>
      </thead>
      <tbody>
        ${importMaps.map((map) => this.#row(map, customFields))}
      </tbody>
    </table>`
  }

  #row(map: SavedMap, customs: MapsPageQuery['customFields']) {
    const { words } = this
    const { lang, number } = this.manager.speech
    const code = (one: string) => this.manager.speech.code(one)
    const items: MenuItem[] = [
      { key: 'use', text: words.useMap, icon: icons.upload, run: () => this.manager.go({ page: 'import', query: new URLSearchParams({ template: map.id }) }) },
      ...(this.#mine(map)
        ? [
            { key: 'rename', text: words.rename, icon: own.edit, apart: true, run: () => this.#rename(map) },
            { key: 'delete', text: words.remove, icon: own.trash, danger: true, run: () => void this.#delete(map) },
          ]
        : []),
    ]
    return html`<tr data-testid="map-row" data-id=${map.id} data-name=${map.name}>
      <th scope="row"><bdi>${map.name}</bdi></th>
      <td>
        <details>
          <summary>${words.mapsColumns(number(map.columns.filter(({ target }) => target).length), number(map.columns.length))}</summary>
          <ul>
            ${map.columns.map(({ header, target }) => html`<li><bdi>${header}</bdi>${icons.arrow}${target ? html`<b>${targetName(target, lang, [...customs])}</b>` : html`<span class="quiet">${words.notImported}</span>`}</li>`)}
            ${(map.options.values ?? []).map(({ target, cell, value }) => html`<li data-testid="map-value"><span class="quiet">${targetName(target, lang, [...customs])}</span><bdi>${cell}</bdi>${icons.arrow}<b>${value ? (target.startsWith('custom:') ? value : code(value)) : words.saysNothing}</b></li>`)}
          </ul>
        </details>
      </td>
      <td class="aside"><bdi>${map.agent?.name ?? ''}</bdi></td>
      <td class="aside">${this.day(map.updatedAt)}</td>
      <td class="acts">${this.more(map.name, items)}</td>
    </tr>`
  }
}

define('crm-page-maps', MapsPage)
